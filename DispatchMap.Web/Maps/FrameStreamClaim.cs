namespace DispatchMap.Web.Maps;

/// <summary>What was found out of who reads: which stream it was that was asked.</summary>
internal sealed class FrameStreamClaim
{
    public FrameStream? Stream { get; set; }
}
