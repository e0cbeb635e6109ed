using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>The vendor's wish to be left alone for a while.</summary>
internal static class RetryAfter
{
    /// <summary>A wish beyond this is a mistake, and would look like a dead product.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>How long to wait at least.</summary>
    public static TimeSpan Of(UpstreamException? failure) =>
        failure?.RetryAfter is not { } wish || wish < TimeSpan.Zero ? TimeSpan.Zero : wish < Longest ? wish : Longest;
}
