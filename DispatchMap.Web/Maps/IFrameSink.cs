namespace DispatchMap.Web.Maps;

/// <summary>Where frames go: the map in the browser, or a test.</summary>
internal interface IFrameSink
{
    /// <summary>Applies a frame and says whether it fitted; false asks for a snapshot.</summary>
    Task<bool> ApplyAsync(byte[] frame, CancellationToken cancellationToken);
}
