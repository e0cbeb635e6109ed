using System.Security.Claims;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace DispatchMap.Web.Sessions;

/// <summary>An open page, as far as it hangs on a session.</summary>
internal sealed class SessionCircuit(SessionState state, OpenSessions open) : CircuitHandler, IDisposable
{
    /// <summary>The session that it was opened with.</summary>
    public ClaimsPrincipal Session { get; private set; } = new();

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Session = (await state.GetAuthenticationStateAsync()).User;
        if (Session.UserId() is not null)
            open.Add(this);
    }

    /// <summary>From any thread. Pages know what they may show from when they were opened: a changed right ends them.</summary>
    public void Renew(ClaimsPrincipal session)
    {
        if (Rights(session).SetEquals(Rights(Session)))
            Session = session;
    }

    /// <summary>From any thread.</summary>
    public void End()
    {
        open.Remove(this);
        state.End();
    }

    public void Dispose() => open.Remove(this);

    private static HashSet<string> Rights(ClaimsPrincipal session) =>
        [.. session.Claims.Where(claim => claim.Type is ClaimTypes.NameIdentifier or ClaimTypes.Role or Viewer.GroupClaim).Select(claim => $"{claim.Type}={claim.Value}")];
}
