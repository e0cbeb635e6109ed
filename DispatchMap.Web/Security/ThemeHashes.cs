using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DispatchMap.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace DispatchMap.Web.Security;

/// <summary>
/// The hashes of the style elements that MudBlazor writes into the pages that use it: its theme, light and dark. It has no parameter for
/// a nonce, and hashes need none: they hold in every circuit and on every page, however the browser got there.
/// </summary>
internal sealed partial class ThemeHashes(IServiceScopeFactory scopes, ILoggerFactory logging)
{
    private readonly Lazy<Task<string>> _sources = new(() => ComputeAsync(scopes, logging));

    /// <summary>As they stand in a policy, with blanks between them.</summary>
    public Task<string> SourcesAsync() => _sources.Value;

    private static async Task<string> ComputeAsync(IServiceScopeFactory scopes, ILoggerFactory logging)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logging);
        var pages = await renderer.Dispatcher.InvokeAsync(async () => new[] { await RenderAsync(renderer, dark: false), await RenderAsync(renderer, dark: true) });
        return string.Join(' ', pages.SelectMany(page => StyleElement().Matches(page)).Select(style => Source(style.Groups[1].Value)).Distinct());
    }

    private static async Task<string> RenderAsync(HtmlRenderer renderer, bool dark)
    {
        // As in MudProviders.razor.
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(MudThemeProvider.Theme)] = DeskTheme.Value,
            [nameof(MudThemeProvider.IsDarkMode)] = dark,
            [nameof(MudThemeProvider.DefaultScrollbar)] = true,
        });
        return (await renderer.RenderComponentAsync<MudThemeProvider>(parameters)).ToHtmlString();
    }

    // The browser's parser knows one kind of line break, whatever machine the server is.
    private static string Source(string style) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.ReplaceLineEndings("\n"))))}'";

    [GeneratedRegex("<style[^>]*>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();
}
