using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DispatchMap.Web.Storage;

/// <summary>A database in trouble makes the program poorer, not useless: the live map needs none.</summary>
internal sealed class DatabaseCheck(Database database) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(database.Trouble is { } trouble ? HealthCheckResult.Degraded(trouble) : HealthCheckResult.Healthy());
}
