using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace DispatchMap.Web.Sessions;

/// <summary>Who a circuit belongs to, until its session ends: then nobody, and every page that needs somebody goes away.</summary>
internal sealed class SessionState : ServerAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    /// <summary>From any thread.</summary>
    public void End() => SetAuthenticationState(Task.FromResult(Nobody));
}
