using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Rest;

/// <summary>Credentials go to the configured address and nowhere else.</summary>
public sealed class RedirectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/oauth/token")]
    [InlineData("/services/rest/v3/vehicles")]
    public async Task Request_Redirected_IsNotFollowed(string redirected)
    {
        var followed = false;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.Run(context =>
        {
            followed |= context.Request.Path == "/elsewhere";
            if (context.Request.Path == redirected)
                (context.Response.StatusCode, context.Response.Headers.Location) = (307, "/elsewhere");
            return context.Response.WriteAsync("{\"access_token\":\"t\",\"data\":[]}", Cancel);
        });
        await server.StartAsync(Cancel);
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddLogging()
            .AddMyCarTracks()
            .BuildServiceProvider();

        var origin = new Uri(server.Urls.Single());
        var client = services.GetRequiredService<IMyCarTracksClients>().Of(new(
            new Uri(origin, "/services/rest/v3"), UpstreamAddress.TokenUrlFor(origin), "me", new Secret("hush"), AllowInsecureLoopback: true));

        var e = await Assert.ThrowsAsync<UpstreamException>(() => client.GetVehiclesAsync(Cancel).Soon());

        Assert.Equal((UpstreamFailure.BadReply, false), (e.Failure, followed));
    }
}
