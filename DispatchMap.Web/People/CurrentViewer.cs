using Microsoft.AspNetCore.Components.Authorization;

namespace DispatchMap.Web.People;

/// <summary>Whoever looks at this circuit's pages.</summary>
internal sealed class CurrentViewer(AuthenticationStateProvider authentication)
{
    /// <exception cref="NotAllowedException">Nobody is signed in, or no longer.</exception>
    public async Task<Viewer> GetAsync() =>
        Viewer.From((await authentication.GetAuthenticationStateAsync()).User) ?? throw new NotAllowedException();
}
