using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Security;

/// <summary>Puts the door before everything else, in the one order that works.</summary>
internal sealed class DoorFilter(IOptions<DoorOptions> door, IConfiguration configuration) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // Without a known proxy the middleware would believe everybody.
        if (door.Value.BehindProxy)
            app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        // A probe that asks over http is answered: it follows no redirection, and has nothing to hide.
        if (SpeaksHttps())
            app.UseWhen(context => !context.Request.Path.StartsWithSegments("/health"), people => people.UseHttpsRedirection());
        app.UseMiddleware<OriginGuard>();
        next(app);
    };

    /// <summary>Whether there is an https address to lead to. Asked for none, the framework would warn on every start.</summary>
    private bool SpeaksHttps()
    {
        string?[] said = [configuration["https_port"], configuration["https_ports"]];
        return said.Any(port => !string.IsNullOrEmpty(port))
            || configuration["urls"]?.Contains("https://", StringComparison.OrdinalIgnoreCase) == true
            || configuration.GetSection("Kestrel:Endpoints").GetChildren()
                .Any(end => end["Url"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true);
    }
}
