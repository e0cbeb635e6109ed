using Microsoft.JSInterop;

namespace DispatchMap.Web.Browsing;

internal static class PageModule
{
    /// <summary>
    /// Imports a module. It stays loaded as long as the page does, so its reference is not let go of: saying that to the browser
    /// takes a call whose argument, a boxed number, has each circuit's serializer remember all the interfaces of a number.
    /// </summary>
    public static ValueTask<IJSObjectReference> ImportAsync(this IJSRuntime js, string module, CancellationToken cancellationToken) =>
        js.InvokeAsync<IJSObjectReference>("import", cancellationToken, module);
}
