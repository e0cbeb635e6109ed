namespace DispatchMap.Core.MyCarTracks;

/// <summary>Says which upstream to talk to: configuration, the settings page, or the demo.</summary>
public interface IUpstreamConnectionSource
{
    /// <summary>Raised after <see cref="Current"/> has changed, from any thread and outside of locks.</summary>
    event Action? Changed;

    /// <summary>
    /// The connection that is wanted now, or null while nobody has configured one. Feeds move to it as soon as it has proven to
    /// work; until then the one before stays in use.
    /// </summary>
    UpstreamConnection? Current { get; }
}
