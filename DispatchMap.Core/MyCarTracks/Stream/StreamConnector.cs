using System.Collections.Concurrent;
using System.Net.WebSockets;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.Outbound;

namespace DispatchMap.Core.MyCarTracks.Stream;

/// <summary>Opens the WebSocket of a stream, at a safe address only.</summary>
internal sealed class StreamConnector(UpstreamPolicy policy, TimeProvider time) : IDisposable
{
    private const string Action = "Connecting to the live stream";
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<OutboundPolicy, HttpMessageInvoker> _handlers = new();

    /// <param name="tap">Sees every message as it came, for whoever wants to know more of it than the events say.</param>
    public async Task<IStreamSession> ConnectAsync(
        LiveStream stream, UpstreamConnection connection, IEnumerable<string> allowedHosts, CancellationToken cancellationToken,
        MessageTap? tap = null)
    {
        if (!Uri.TryCreate(stream.WebSocketUrl.Reveal(), UriKind.Absolute, out var address)
            || !UpstreamAddress.IsSafeStream(address, connection, allowedHosts))
        {
            throw new UpstreamException(UpstreamFailure.UnsafeStreamUrl,
                $"{Action} failed: the vendor named an address that is not secure or not on its own host, so it was not opened.");
        }

        var socket = NewSocket();
        using var timeout = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(address, _handlers.GetOrAdd(policy.Of(connection), NewHandler), either.Token);
            return new StreamSession(socket, time, tap: tap);
        }
        catch (Exception e)
        {
            var fault = Fault(e, socket, timeout.IsCancellationRequested);
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (fault is not null)
                throw fault;
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var handler in _handlers.Values)
            handler.Dispose();
    }

    // The socket's own handler would follow a redirect past the check of the address.
    private static HttpMessageInvoker NewHandler(OutboundPolicy admitted) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = (context, cancellationToken) => OutboundGuard.ConnectAsync(context, admitted, HttpClient.DefaultProxy, cancellationToken),
    });

    private static ClientWebSocket NewSocket()
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(15);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        return socket;
    }

    private UpstreamException? Fault(Exception e, ClientWebSocket socket, bool timedOut)
    {
        if (timedOut)
            return UpstreamFaults.Timeout(Action);
        if (e is not WebSocketException)
            return null;
        if ((int)socket.HttpStatusCode is >= 300 and var status)
        {
            var retryAfter = socket.HttpResponseHeaders?.TryGetValue("Retry-After", out var values) == true
                ? UpstreamFaults.RetryAfter(values.FirstOrDefault(), time)
                : null;
            return UpstreamFaults.Status(Action, (System.Net.HttpStatusCode)status, retryAfter);
        }

        return e.InnerException is HttpRequestException inner
            ? UpstreamFaults.Transport(Action, inner)
            : UpstreamFaults.Transport(Action, HttpRequestError.Unknown);
    }
}
