using System.Globalization;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Benchmarks.Circuits.Raw;

/// <summary>As little as can push bytes to WebSockets: no Blazor, no hub, no fleet, one shared array. What the product is measured against.</summary>
internal static class RawServer
{
    /// <summary>Says its address on the first line, then serves until it is stopped.</summary>
    public static async Task RunAsync(TextWriter output, TimeProvider time, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.Zero });
        app.Run(context => PushAsync(context, time));
        await app.StartAsync(stop);
        await output.WriteLineAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await output.FlushAsync(stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task PushAsync(HttpContext context, TimeProvider time)
    {
        var frame = new byte[Number(context, "bytes")];
        var perAnswer = Number(context, "perAnswer");
        var answer = new byte[128];
        var pause = TimeSpan.FromMilliseconds(Number(context, "every"));
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var timer = new PeriodicTimer(pause, time);
        for (var frames = 1; socket.State == WebSocketState.Open && await timer.WaitForNextTickAsync(context.RequestAborted); frames++)
        {
            await socket.SendAsync(frame, WebSocketMessageType.Binary, true, context.RequestAborted);
            if (frames % perAnswer == 0)
                await socket.ReceiveAsync(answer.AsMemory(), context.RequestAborted);
        }
    }

    private static int Number(HttpContext context, string name) => int.Parse(context.Request.Query[name]!, CultureInfo.InvariantCulture);
}
