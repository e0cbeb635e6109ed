using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Stream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Stream;

public sealed class StreamConnectorTests : IDisposable
{
    private readonly StreamConnector _connector = new(new UpstreamPolicy(Options.Create(new UpstreamOptions())), new QuickClock());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _connector.Dispose();

    [Theory]
    [InlineData("wss://evil.test/s?token=CANARY")]
    [InlineData("ws://vendor.test/s?token=CANARY")]
    [InlineData("CANARY")]
    [InlineData("")]
    public async Task ConnectAsync_UnsafeAddress_IsNotOpened(string address)
    {
        var e = await Assert.ThrowsAsync<UpstreamException>(() => ConnectAsync(address, "https://vendor.test/v3"));

        Assert.Equal(UpstreamFailure.UnsafeStreamUrl, e.Failure);
        Assert.DoesNotContain("CANARY", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task ConnectAsync_Redirected_DoesNotFollow(int status)
    {
        var followed = false;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/s", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        server.MapGet("/elsewhere", () => followed = true);
        await server.StartAsync(Cancel);
        var address = server.Urls.Single();

        var e = await Assert.ThrowsAsync<UpstreamException>(() => ConnectAsync(address.Replace("http", "ws", StringComparison.Ordinal) + "/s?token=x", address));

        Assert.Equal((UpstreamFailure.BadReply, false), (e.Failure, followed));
    }

    private Task<IStreamSession> ConnectAsync(string address, string baseUrl) => _connector.ConnectAsync(
        new LiveStream("s", new Secret(address), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)),
        new UpstreamConnection(new Uri(baseUrl), new Uri(baseUrl), "me", new Secret("hush"), AllowInsecureLoopback: true), [], Cancel).Soon();
}
