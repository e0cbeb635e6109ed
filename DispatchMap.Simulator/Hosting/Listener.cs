using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Simulator.Hosting;

/// <summary>Kestrel on one loopback port. It reads no configuration: its host's addresses and limits are not ours.</summary>
internal sealed partial class Listener : IAsyncDisposable
{
    private const int BodyLimit = 1024 * 1024;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;

    private Listener(WebApplication app) => _app = app;

    public int Port { get; private set; }

    public static async Task<Listener> StartAsync(
        int port, string pathBase, Action<IEndpointRouteBuilder> map, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<ILoggerFactory>(new OwnLoggersOnly(logging));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);

        var app = builder.Build();
        app.UsePathBase(pathBase);
        app.Use(Caught(logging.CreateLogger<Listener>()));
        // No pings of the framework's own: a silent socket must be silent.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.UseRouting();
        map(app);
        var listener = new Listener(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        listener.Port = new Uri(addresses.Addresses.Single()).Port;
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Func<RequestDelegate, RequestDelegate> Caught(ILogger logger) => next => async context =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refusal) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = refusal.StatusCode;
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The type only: messages of the framework may quote the request.
            Log.Failed(logger, error.GetType().Name);
            context.Abort();
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A request failed inside the simulator: {Error}")]
        public static partial void Failed(ILogger logger, string error);
    }

    /// <summary>The process belongs to the host or the console program: Ctrl+C is theirs.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
