using DispatchMap.Core.Frames;

namespace DispatchMap.Web.Maps;

/// <summary>Where frames go, one behind the other: the map in the browser, or a test. One call at a time.</summary>
internal interface IFrameSink
{
    /// <summary>Begins anew and says what the browser holds: of what was sent before, nothing will arrive any more.</summary>
    Task<FrameMark> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Sends a frame; completes when there is room for another. That it arrives nobody says.</summary>
    Task SendAsync(byte[] frame, CancellationToken cancellationToken);

    /// <summary>Sends a frame and says what the browser holds when it has arrived.</summary>
    Task<FrameMark> AskAsync(byte[] frame, CancellationToken cancellationToken);

    /// <summary>Nothing more is sent until it is opened again.</summary>
    void Close();
}
