using System.Net;
using System.Net.Sockets;

namespace DispatchMap.Core.Outbound;

/// <summary>
/// Makes the connections of an HTTP handler, to addresses that a policy admits and no others. It judges the very addresses that it
/// then connects to, so that a name which leads elsewhere the second time it is asked for gains nothing.
/// </summary>
public static class OutboundGuard
{
    private static readonly Uri[] AnyTargets = [new("http://host.invalid"), new("https://host.invalid")];

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>. Throws <see cref="AddressRefusedException"/>.</summary>
    /// <param name="proxy">The handler's: <see cref="HttpClient.DefaultProxy"/>, unless it was given its own.</param>
    public static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, OutboundPolicy policy, IWebProxy proxy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(proxy);
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var resolved = IPAddress.TryParse(host, out var literal) ? [literal] : await ResolveAsync(host, cancellationToken);
        var admitted = IsProxy(context.DnsEndPoint, proxy) ? resolved : Array.FindAll(resolved, policy.Admits);
        if (admitted.Length == 0)
            throw resolved.Length > 0 ? new AddressRefusedException(AddressRules.KindOf(resolved[0])) : NotFound();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(admitted, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // Whatever the resolver calls it, the handler takes only this for a name that could not be resolved.
            throw NotFound();
        }
    }

    private static SocketException NotFound() => new((int)SocketError.HostNotFound);

    /// <summary>
    /// Whether the end point is a proxy that the operator configured for the whole process: it may be where they please, and what
    /// lies behind it is for the proxy to resolve and to judge.
    /// </summary>
    private static bool IsProxy(DnsEndPoint endPoint, IWebProxy proxy) => Array.Exists(AnyTargets, target =>
        proxy.GetProxy(target) is { } address
        && address.Port == endPoint.Port
        && string.Equals(address.IdnHost, endPoint.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));
}
