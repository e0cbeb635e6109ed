using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>How a stream ended, or why there was none.</summary>
/// <param name="Code">A short name to count by.</param>
/// <param name="Reason">In plain words, for a person.</param>
/// <param name="Failure">The upstream failure behind it, if there was one.</param>
/// <param name="Orderly">The vendor closed it, as it does when a stream expires: nothing is known to be wrong.</param>
/// <param name="Lasted">How long the stream was connected.</param>
/// <param name="Flowed">For how long it brought more than <c>connected</c>.</param>
internal sealed record StreamEnd(
    string Code, string Reason, UpstreamException? Failure = null, bool Orderly = false, TimeSpan Lasted = default,
    TimeSpan Flowed = default)
{
    /// <summary>Whether it is the whole account's trouble, so that the next attempt waits for that to be over.</summary>
    public bool IsHeldUp { get; init; }

    /// <summary>Whether others have all the streams that the vendor seems to allow.</summary>
    public bool IsStandby { get; init; }

    /// <summary>Whether nothing was heard for too long already, so that nobody need be spared the word of it.</summary>
    public bool IsSilence { get; init; }

    /// <summary>A stream that could not be had, or that failed.</summary>
    public static StreamEnd Of(UpstreamException failure) => new(failure.Failure.ToString(), failure.Message, failure);

    /// <summary>A fault of ours.</summary>
    public static StreamEnd Fault { get; } = new("fault", "An unexpected fault; the log has the details.");
}
