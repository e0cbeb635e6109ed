using Microsoft.JSInterop;

namespace DispatchMap.Web.Browsing;

/// <summary>The one place that knows what a page that is going away throws. Nothing else may be swallowed because of it.</summary>
internal static class Teardown
{
    /// <summary>Whether this only says that the browser, the page or the component has gone.</summary>
    public static bool Explains(Exception exception) =>
        exception is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    /// <summary>Lets go of something in the browser, which may have gone before us.</summary>
    public static async ValueTask LetGoAsync(IAsyncDisposable? resource)
    {
        try
        {
            if (resource is not null)
                await resource.DisposeAsync();
        }
        catch (Exception exception) when (Explains(exception))
        {
        }
    }
}
