using System.Net;
using System.Net.Sockets;
using DispatchMap.Core.Outbound;
using Xunit;

namespace DispatchMap.Tests.Outbound;

public sealed class OutboundGuardTests : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public OutboundGuardTests() => _server.Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Connect_NameOrAddressOfThisMachine_IsRefusedBeforeAPacketGoesOut(string host)
    {
        using var client = Client(OutboundPolicy.PublicOnly);

        var e = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://{host}:{Port}/"), Cancel).Soon());

        Assert.Equal(AddressKind.Loopback, Assert.IsType<AddressRefusedException>(e.InnerException).Kind);
        Assert.False(_server.Pending());
    }

    [Theory]
    [InlineData("10.0.0.1", AddressKind.Private)]
    [InlineData("[fd00::1]", AddressKind.Private)]
    [InlineData("169.254.169.254", AddressKind.Special)]
    public async Task Connect_AddressNotAdmitted_IsRefused(string host, AddressKind kind)
    {
        using var client = Client(new OutboundPolicy(AllowLoopback: true));

        var e = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://{host}/"), Cancel).Soon());

        Assert.Equal(kind, Assert.IsType<AddressRefusedException>(e.InnerException).Kind);
        Assert.DoesNotContain(host, e.InnerException.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_Admitted_Connects()
    {
        using var client = Client(new OutboundPolicy(AllowLoopback: true));

        var asking = client.GetStringAsync(new Uri($"http://localhost:{Port}/"), Cancel);
        Assert.StartsWith("GET / HTTP/1.1", await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"), StringComparison.Ordinal);

        Assert.Equal("hi", await asking.Soon());
    }

    [Fact]
    public async Task Connect_NameThatDoesNotResolve_SaysSo()
    {
        // Longer than a name in the DNS may be, so that nobody is asked.
        var host = string.Join('.', Enumerable.Repeat(new string('a', 63), 4));
        using var client = Client(OutboundPolicy.PublicOnly);

        var e = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://{host}/"), Cancel).Soon());

        Assert.Equal(HttpRequestError.NameResolutionError, e.HttpRequestError);
    }

    [Theory]
    [InlineData("https", "CONNECT vendor.test:443 ")]
    [InlineData("http", "GET http://vendor.test/ ")]
    public async Task Connect_ThroughTheOperatorsProxy_ReachesTheProxyWhereverItIs(string scheme, string request)
    {
        using var client = Client(OutboundPolicy.PublicOnly, new WebProxy($"http://127.0.0.1:{Port}"));

        var asking = client.GetAsync(new Uri($"{scheme}://vendor.test/"), Cancel);
        Assert.StartsWith(request, await AnswerAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"), StringComparison.Ordinal);

        await Task.WhenAny(asking).Soon();
        _ = asking.Exception;
    }

    private static HttpClient Client(OutboundPolicy policy, WebProxy? proxy = null) => new(new SocketsHttpHandler
    {
        Proxy = proxy,
        UseProxy = proxy is not null,
        ConnectCallback = (context, cancellationToken) => OutboundGuard.ConnectAsync(context, policy, proxy ?? HttpClient.DefaultProxy, cancellationToken),
    });

    private async Task<string> AnswerAsync(string answer)
    {
        using var client = await _server.AcceptTcpClientAsync(Cancel).AsTask().Soon();
        var stream = client.GetStream();
        var buffer = new byte[4096];
        var length = await stream.ReadAsync(buffer, Cancel).AsTask().Soon();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), Cancel);
        return System.Text.Encoding.ASCII.GetString(buffer, 0, length);
    }
}
