using System.Text.Json;
using DispatchMap.Benchmarks.Circuits.Server;
using Microsoft.Playwright;

namespace DispatchMap.Benchmarks.Age;

/// <summary>A dispatcher's tab in a real browser, which notes when reports of some vehicles are on the screen.</summary>
internal sealed class AgePage : IAsyncDisposable
{
    private const string Handle = "document.querySelector('[data-testid=map]')?.dispatchMap";

    // A report is drawn in the first animation frame that finds the canvas showing the version it came with: the frame after the
    // one that put that picture up.
    private const string Watch = """
        (ids) => {
          const map = document.querySelector('[data-testid=map]').dispatchMap;
          const known = new Map();
          const waiting = [];
          let version = -1;
          const seen = [];
          let frames = 0;
          const look = () => {
            frames++;
            const stats = map.stats();
            if (stats.version !== version) {
              version = stats.version;
              for (const id of ids) {
                const text = map.vehicle(id)?.recordedAt ?? null;
                const before = known.get(id);
                if (text === null || text === before) continue;
                known.set(id, text);
                if (before !== undefined) waiting.push([id, Date.parse(text), Date.parse(before), stats.lastFrameAt, version]);
              }
            }
            const now = performance.timeOrigin + performance.now();
            while (waiting.length > 0 && waiting[0][4] <= stats.shown) seen.push([...waiting.shift().slice(0, 4), Math.round(now)]);
            requestAnimationFrame(look);
          };
          globalThis.age = { take: () => ({ frames, seen: seen.splice(0).flat() }) };
          requestAnimationFrame(look);
        }
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;

    private AgePage(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, _page) = (playwright, browser, page);

    public string Version => _browser.Version;

    /// <summary>Signs in and waits until the whole fleet is drawn.</summary>
    public static async Task<AgePage> OpenAsync(Uri site, int vehicles)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("DISPATCHMAP_CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1600, Height = 900 } });
        var opened = new AgePage(playwright, browser, page);
        try
        {
            page.SetDefaultTimeout(120_000);
            await page.GotoAsync(site.ToString());
            await page.GetByLabel("Email").FillAsync(WebProcess.AdminEmail);
            await page.GetByLabel("Password").FillAsync(WebProcess.AdminPassword);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await page.WaitForFunctionAsync($"(count) => {Handle}?.stats().drawn >= count", vehicles);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public Task WatchAsync(IEnumerable<long> ids) => _page.EvaluateAsync(Watch, ids.ToArray());

    /// <summary>What has been drawn since the last call, and how many animation frames there have been in all.</summary>
    public async Task<(IReadOnlyList<DrawnReport> Drawn, long Frames)> TakeAsync()
    {
        var taken = await _page.EvaluateAsync<JsonElement>("() => globalThis.age.take()");
        long[] numbers = [.. taken.GetProperty("seen").EnumerateArray().Select(number => (long)number.GetDouble())];
        return ([.. numbers.Chunk(5).Select(row => new DrawnReport(row[0], row[1], row[2], row[3], row[4]))], taken.GetProperty("frames").GetInt64());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
