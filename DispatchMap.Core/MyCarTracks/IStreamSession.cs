namespace DispatchMap.Core.MyCarTracks;

/// <summary>One WebSocket of one stream session. Disposing it, from any thread, aborts the socket: a read under way ends.</summary>
public interface IStreamSession : IAsyncDisposable
{
    /// <summary>
    /// The messages in order, until the vendor closes (the sequence ends) or the socket fails
    /// (<see cref="UpstreamException"/>). Read once.
    /// </summary>
    IAsyncEnumerable<StreamEvent> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Why the vendor closed, once the sequence has ended: the close code, and null before.</summary>
    int? CloseCode { get; }
}
