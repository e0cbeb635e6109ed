using System.Text.Json;
using DispatchMap.Web.Words;
using Microsoft.JSInterop;

namespace DispatchMap.Web.Browsing;

/// <summary>
/// The browser of this circuit, typed: its time zone, its theme, its keys, its clipboard and what it remembers. One per
/// circuit, used on the circuit's context.
/// </summary>
internal sealed class UserBrowser(IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    private DotNetObjectReference<Host>? _host;
    private IJSObjectReference? _script;
    private bool _disposed;

    /// <summary>A key was pressed; the word for it is one of <c>src/desk/keys.ts</c>. Raised on the circuit's context.</summary>
    public event Action<string>? KeyPressed;

    /// <summary>A row is pointed at, or none any more.</summary>
    public event Action<long?>? RowHovered;

    /// <summary>The look changed.</summary>
    public event Action? ThemeChanged;

    /// <summary>Whether everything below is known.</summary>
    public bool Started { get; private set; }

    public UserTime Time { get; private set; } = UserTime.Utc;

    public ThemeChoice Theme { get; private set; }

    public bool Dark { get; private set; }

    /// <summary><c>off</c>, <c>names</c> or <c>speed</c>.</summary>
    public string Labels { get; private set; } = "names";

    /// <summary>Whether tiles are wanted rather than the outline alone.</summary>
    public bool Tiles { get; private set; } = true;

    /// <summary>Whether vehicles that stand too close to be told apart are gathered into rings.</summary>
    public bool Clusters { get; private set; } = true;

    /// <summary>Whether all vehicles show where they were in the last minutes.</summary>
    public bool Tails { get; private set; }

    /// <summary>Starts the script; does nothing the second time.</summary>
    public async Task StartAsync(string module)
    {
        if (_host is not null)
            return;
        _host = DotNetObjectReference.Create(new Host(this));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), time);
        var imported = await js.ImportAsync(module, limit.Token);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var script = await imported.InvokeAsync<IJSObjectReference>("start", limit.Token, _host);
        if (_disposed)
        {
            await Teardown.LetGoAsync(script);
            return;
        }
        _script = script;
        var facts = await script.InvokeAsync<JsonElement>("facts", limit.Token);
        Learn(facts.Deserialize<BrowserFacts>(JsonSerializerOptions.Web) ?? throw new JSException("The browser tells nothing about itself."));
        Started = true;
    }

    public async Task ChooseThemeAsync(ThemeChoice choice)
    {
        Theme = choice;
        Dark = await AskAsync("setTheme", Dark, choice.ToString().ToLowerInvariant());
        ThemeChanged?.Invoke();
    }

    public async Task SetLabelsAsync(string mode)
    {
        Labels = mode;
        await AskAsync("remember", false, "labels", mode);
    }

    public async Task SetTilesAsync(bool tiles)
    {
        Tiles = tiles;
        await AskAsync("remember", false, "basemap", tiles ? "tiles" : "outline");
    }

    public async Task SetClustersAsync(bool clusters)
    {
        Clusters = clusters;
        await AskAsync("remember", false, "clusters", clusters ? "on" : "off");
    }

    public async Task SetTailsAsync(bool tails)
    {
        Tails = tails;
        await AskAsync("remember", false, "tails", tails ? "on" : "off");
    }

    /// <summary>Copies a text; false when the browser does not allow it.</summary>
    public Task<bool> CopyAsync(string text) => AskAsync("copy", false, text);

    /// <summary>Writes the desk's query into the address, as long as it is the desk that the address is of.</summary>
    public Task WriteDeskAddressAsync(string query) => AskAsync("writeDeskAddress", false, query);

    /// <summary>Brings a row of the list into sight.</summary>
    public Task RevealRowAsync(int index) => AskAsync("revealRow", false, index);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (_script is not null)
            await AskAsync("dispose", false);
        await Teardown.LetGoAsync(_script);
        _host?.Dispose();
    }

    private void Learn(BrowserFacts facts)
    {
        Time = UserTime.From(facts.TimeZone);
        Theme = Enum.TryParse<ThemeChoice>(facts.Theme, ignoreCase: true, out var theme) && Enum.IsDefined(theme) ? theme : ThemeChoice.System;
        Dark = facts.Dark;
        Labels = facts.Labels is "off" or "names" or "speed" ? facts.Labels : Labels;
        Tiles = facts.BaseMap != "outline";
        Clusters = facts.Clusters != "off";
        Tails = facts.Tails == "on";
    }

    /// <summary>Asks and takes <paramref name="otherwise"/> for an answer when the browser cannot be reached.</summary>
    private async Task<bool> AskAsync(string function, bool otherwise, params object?[] arguments)
    {
        try
        {
            using var limit = new CancellationTokenSource(CallLimit, time);
            return _script is null ? otherwise : await _script.InvokeAsync<bool>(function, limit.Token, arguments);
        }
        catch (Exception exception) when (Teardown.Explains(exception))
        {
            return otherwise;
        }
    }

    /// <summary>What the script may call.</summary>
    private sealed class Host(UserBrowser browser)
    {
        [JSInvokable]
        public void OnKey(string word) => browser.KeyPressed?.Invoke(word);

        [JSInvokable]
        public void OnRowHover(long? vehicleId) => browser.RowHovered?.Invoke(vehicleId);

        [JSInvokable]
        public void OnSystemTheme(bool dark)
        {
            browser.Dark = dark;
            browser.ThemeChanged?.Invoke();
        }
    }
}
