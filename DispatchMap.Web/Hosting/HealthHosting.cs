using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace DispatchMap.Web.Hosting;

/// <summary>For whoever restarts the process or sends it visitors.</summary>
internal static class HealthHosting
{
    private const string Ready = "ready";

    public static void AddDeskHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<StartedCheck>(Ready, tags: [Ready]);

    public static void MapDeskHealth(this WebApplication app)
    {
        // Alive: it answers. No check, so that no trouble of others gets it killed.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        // Ready: the host has started and is not stopping. Trouble upstream does not count: the page is what explains it,
        // with the last known positions, and another instance would have the same trouble.
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }
}
