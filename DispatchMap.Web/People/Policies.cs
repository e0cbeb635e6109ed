using Microsoft.AspNetCore.Authorization;

namespace DispatchMap.Web.People;

/// <summary>Who may go where: one policy per <see cref="Role"/>, each letting in the roles above it too.</summary>
internal static class Policies
{
    public const string Dispatcher = nameof(Role.Dispatcher);
    public const string OpsLead = nameof(Role.OpsLead);
    public const string Admin = nameof(Role.Admin);

    public static void AddPolicies(this IServiceCollection services)
    {
        var policies = services.AddAuthorizationBuilder();
        foreach (var role in Enum.GetValues<Role>())
        {
            var enough = Enum.GetValues<Role>().Where(other => other >= role).Select(other => other.ToString());
            policies.AddPolicy(role.ToString(), policy => policy.RequireAuthenticatedUser().RequireRole(enough));
        }

        // What nobody has opened on purpose is closed.
        policies.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
