namespace DispatchMap.Core.MyCarTracks;

/// <summary>Makes clients of the vendor's API.</summary>
public interface IMyCarTracksClients
{
    /// <summary>
    /// A new client, bound to a connection, saved or not: it signs in for itself and remembers what it learns, but shares the
    /// account's request budget. One of null fails every call as not configured.
    /// </summary>
    IMyCarTracksClient Of(UpstreamConnection? connection);
}
