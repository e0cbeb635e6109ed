namespace DispatchMap.Core.MyCarTracks;

/// <summary>Says which upstream to talk to: configuration, the settings page, or the demo.</summary>
public interface IUpstreamConnectionSource
{
    /// <summary>The connection in force, or null while nobody has configured one.</summary>
    UpstreamConnection? Current { get; }
}
