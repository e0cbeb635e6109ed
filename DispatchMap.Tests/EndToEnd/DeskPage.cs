using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>A dispatcher's browser tab, and what a test asks of it.</summary>
internal sealed class DeskPage : IAsyncDisposable
{
    private const string Handle = "document.querySelector('[data-testid=map]')?.dispatchMap";

    private readonly StringBuilder _received = new();
    private readonly Channel<bool> _more = Channel.CreateUnbounded<bool>();
    private IWebSocketRoute? _circuit;

    private DeskPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>What the page complained about: script errors and error lines on the console.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Everything that came over the circuit, read as Latin-1 so that no byte is lost.</summary>
    public string Received
    {
        get
        {
            lock (_received)
                return _received.ToString();
        }
    }

    /// <summary>Waits until a text has come over the circuit: all that was sent before it is in <see cref="Received"/> then.</summary>
    public Task HasReceivedAsync(string text) => Waiting.UntilAsync(
        () => Received.Contains(text, StringComparison.Ordinal),
        () => _more.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon());

    /// <param name="breakable">Whether <see cref="CutCircuitAsync"/> will be used.</param>
    /// <param name="signIn">Whether to come in as the admin at once.</param>
    public static async Task<DeskPage> OpenAsync(
        Chromium chromium, Uri address, int width = 1600, int height = 900, bool breakable = false, bool signIn = true)
    {
        var browser = await chromium.BrowserAsync();
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height } }).Soon();
        var page = await context.NewPageAsync().Soon();
        page.SetDefaultTimeout((float)Waiting.Limit.TotalMilliseconds);
        var desk = new DeskPage(page);
        desk.Listen();
        if (breakable)
            await page.RouteWebSocketAsync("**/_blazor**", circuit =>
            {
                desk._circuit = circuit;
                circuit.ConnectToServer();
            });
        await page.GotoAsync(address.ToString());
        if (signIn)
            await desk.SignInAsync(DeskApp.AdminEmail, DeskApp.AdminPassword);
        return desk;
    }

    /// <summary>Fills in the form that the page has been sent to.</summary>
    public async Task SignInAsync(string email, string password)
    {
        await Page.GetByLabel("Email").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    public ILocator Row(long vehicleId) => Page.Locator($"[data-testid=vehicle-row][data-vehicle-id='{vehicleId}']").First;

    public Task<JsonElement> StatsAsync() => Page.EvaluateAsync<JsonElement>($"() => {Handle}.stats()").Soon();

    public Task<JsonElement?> VehicleAsync(long id) => Page.EvaluateAsync<JsonElement?>($"() => {Handle}.vehicle({id})").Soon();

    /// <summary>
    /// Waits until a JavaScript condition over <c>map</c> (the map's handle) holds. Where a vehicle is asked about that the map does
    /// not hold yet, it does not hold yet: an error would end the wait.
    /// </summary>
    public Task UntilAsync(string condition) => Page.WaitForFunctionAsync($$"""
        () => {
          const map = {{Handle}};
          try {
            return Boolean(map && ({{condition}}));
          } catch (error) {
            if (error instanceof TypeError)
              return false;
            throw error;
          }
        }
        """);

    public Task UntilPhaseAsync(string phase) =>
        Page.WaitForSelectorAsync($"[data-testid=feed-health][data-phase={phase}]");

    public async Task ClickOnMapAsync(long id)
    {
        var (x, y) = await ScreenPositionAsync(id);
        await Page.Mouse.ClickAsync(x, y);
    }

    public async Task HoverOnMapAsync(long id)
    {
        var (x, y) = await ScreenPositionAsync(id);
        await Page.Mouse.MoveAsync(x + 1, y + 1);
        await Page.Mouse.MoveAsync(x, y);
    }

    /// <summary>Closes the circuit's socket as a network would; the page connects again by itself.</summary>
    public Task CutCircuitAsync() => _circuit?.CloseAsync(new() { Code = 1012 }) ?? throw new InvalidOperationException("Open the page as breakable.");

    /// <summary>A page that hangs fails its test here. One that answers and that the browser does not let go of goes with the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Page.IsClosed)
            await Page.EvaluateAsync("() => true").Soon();
        await Chromium.CloseAsync(Page.Context.CloseAsync());
    }

    private async Task<(float X, float Y)> ScreenPositionAsync(long id)
    {
        // A map that is still moving would be somewhere else when the click arrives.
        await UntilAsync($$"""
            (() => {
              const now = JSON.stringify(map.screenPosition({{id}}));
              const still = now !== 'null' && window.lastPosition === now;
              window.lastPosition = now;
              return still;
            })()
            """);
        var at = await Page.EvaluateAsync<JsonElement>($"() => {Handle}.screenPosition({id})").Soon();
        return (at.GetProperty("x").GetSingle(), at.GetProperty("y").GetSingle());
    }

    private void Listen()
    {
        Page.PageError += (_, error) => Complaints.Add(error);
        Page.Console += (_, line) =>
        {
            if (line.Type == "error")
                Complaints.Add(line.Text);
        };
        Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            lock (_received)
                _received.Append(Encoding.Latin1.GetString(frame.Binary ?? []));
            _more.Writer.TryWrite(true);
        };
    }
}
