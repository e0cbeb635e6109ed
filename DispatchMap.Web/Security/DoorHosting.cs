using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Security;

/// <summary>What everybody has to pass, signed in or not.</summary>
internal static class DoorHosting
{
    public static void AddDoor(this IServiceCollection services)
    {
        services.AddOptions<DoorOptions>().BindConfiguration(DoorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // First, and so outermost: also what the host itself answers (a wrong host name, a refused sign-in) passes it.
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, DoorFilter>());
        services.AddSingleton<ThemeHashes>();
        services.AddSingleton<ContentPolicy>();
        services.AddSingleton<SignInGate>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<DoorOptions>>((forwarded, door) => Trust(forwarded, door.Value));
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<DoorOptions>>((kestrel, door) => Limit(kestrel, door.Value));
        services.Configure<AntiforgeryOptions>(options =>
        {
            options.SuppressXFrameOptionsHeader = true; // Ours is stricter.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRateLimiter(AnonymousPosts.Limit);
        AddCircuitLimits(services);
    }

    /// <summary>Behind the authentication, since it asks who somebody is. Everything else of the door needs no line of its own.</summary>
    public static void UseDoor(this WebApplication app) => app.UseRateLimiter();

    /// <summary>What a browser may send over its circuit. Ids and boxes are small, and one call after the other is enough.</summary>
    public static void LimitMessages(HubOptions hub)
    {
        hub.MaximumReceiveMessageSize = 32 * 1024;
        hub.MaximumParallelInvocationsPerClient = 1;
        hub.HandshakeTimeout = TimeSpan.FromSeconds(10);
        hub.EnableDetailedErrors = false;
    }

    private static void AddCircuitLimits(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<CircuitCount>();
        services.AddScoped<CircuitSeat>();
        services.AddScoped<CircuitHandler>(circuit => circuit.GetRequiredService<CircuitSeat>());
        services.AddOptions<CircuitOptions>().Configure<IOptions<DoorOptions>>((circuits, door) =>
        {
            // Long enough for a lift or a lost link; the address brings the screen back after that.
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            circuits.DisconnectedCircuitMaxRetained = Math.Clamp(door.Value.MaxCircuits / 5, 1, 100);
            circuits.DetailedErrors = false;
        });
    }

    private static void Trust(ForwardedHeadersOptions forwarded, DoorOptions door)
    {
        // The host is not taken from a header: a proxy passes it on as it is.
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // Goes back from proxy to proxy, and stops at the first address that is none.
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in door.Proxies)
            forwarded.KnownProxies.Add(proxy);
        foreach (var network in door.Networks)
            forwarded.KnownIPNetworks.Add(network);
    }

    private static void Limit(KestrelServerOptions kestrel, DoorOptions door)
    {
        kestrel.AddServerHeader = false;
        // The largest thing that anybody sends is a form.
        kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // Some more than there are seats: whoever gets none is told so over a circuit.
        kestrel.Limits.MaxConcurrentUpgradedConnections = door.MaxCircuits + door.MaxCircuits / 4 + 16;
    }
}
