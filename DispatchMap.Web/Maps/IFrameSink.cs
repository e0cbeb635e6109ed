namespace DispatchMap.Web.Maps;

/// <summary>Where frames go: the map in the browser, or a test.</summary>
internal interface IFrameSink
{
    /// <summary>Applies a frame and says whether it fitted; false asks for a snapshot.</summary>
    Task<bool> ApplyAsync(byte[] frame, CancellationToken cancellationToken);

    /// <summary>Offers a stream of frames, instead of one call for each. Whether it is read shows by <see cref="FrameStream.Claimed"/>.</summary>
    Task OpenAsync(FrameStream stream, CancellationToken cancellationToken);

    /// <summary>What the browser holds by now.</summary>
    Task<FrameMark> HeldAsync(CancellationToken cancellationToken);
}
