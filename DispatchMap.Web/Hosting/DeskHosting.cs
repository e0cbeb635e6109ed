using DispatchMap.Web.Browsing;
using DispatchMap.Web.Components;
using DispatchMap.Web.Desk;
using DispatchMap.Web.Entry;
using DispatchMap.Web.Maps;
using DispatchMap.Web.Security;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using MudBlazor.Services;

namespace DispatchMap.Web.Hosting;

/// <summary>The pages: what they need, and where they are.</summary>
internal static class DeskHosting
{
    /// <summary>Where it listens when nobody says otherwise. launchSettings.json says nothing: it would be stronger than the environment.</summary>
    private const string DefaultAddress = "http://localhost:5080";

    public static void UseDeskAddress(this IWebHostBuilder host, IConfiguration configuration)
    {
        // Files of referenced packages come from the packages themselves until a publish copies them, in every environment.
        host.UseStaticWebAssets();
        string[] elsewhere = ["urls", "http_ports", "https_ports"];
        if (elsewhere.All(key => string.IsNullOrEmpty(configuration[key])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
            host.UseUrls(DefaultAddress);
    }

    public static void AddDesk(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(DoorHosting.LimitMessages);
        RoomyHubProtocol.Use(services);
        CircuitJsonTypes.Use(services);
        services.AddMudServices();
        // Below this it writes down what pages send: an admin's new client secret, for one.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR", LogLevel.Information));
        services.AddOptions<BaseMapOptions>().BindConfiguration(BaseMapOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<UserBrowser>();
        services.AddScoped<DeskAddress>();
        services.AddScoped<DeskFeed>();
        services.AddSingleton<PushPace>();
        services.AddSingleton<PageTimers>();
        services.AddScoped<CircuitConnection>();
        services.AddScoped<CircuitHandler>(circuit => circuit.GetRequiredService<CircuitConnection>());
    }

    public static void UseDeskErrors(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler(error => error.Run(context =>
                context.Response.WriteAsync("Something went wrong in DispatchMap. The server has noted it.", context.RequestAborted)));
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use((context, next) =>
        {
            // A refused post has no page to show: the one for what is not found would refuse it again.
            if (!HttpMethods.IsGet(context.Request.Method) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(context);
        });
    }

    public static void MapDesk(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseDoor();
        app.UseAuthorization();
        TwoFactorRule.Use(app);
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
            // Frames are dense already: compressing them again costs nine times the CPU for a quarter fewer bytes.
            options.DisableWebSocketCompression = true);
    }
}
