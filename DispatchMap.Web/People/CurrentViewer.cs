using Microsoft.AspNetCore.Components.Authorization;

namespace DispatchMap.Web.People;

/// <summary>Whoever looks at this circuit's pages.</summary>
internal sealed class CurrentViewer(AuthenticationStateProvider authentication)
{
    /// <exception cref="NotAllowedException">Nobody is signed in, or no longer.</exception>
    public async Task<Viewer> GetAsync() =>
        Viewer.From((await authentication.GetAuthenticationStateAsync()).User) ?? throw new NotAllowedException();

    /// <exception cref="NotAllowedException">Whoever looks has a lesser role.</exception>
    public async Task<Viewer> AtLeastAsync(Role role) => await GetAsync() is var who && who.Role >= role ? who : throw new NotAllowedException();
}
