using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(DispatchMap.Tests.EndToEnd.Chromium))]

namespace DispatchMap.Tests.EndToEnd;

/// <summary>The system's Chromium, started once for all browser tests on first use.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    internal async Task<IBrowser> BrowserAsync() => (await _started.Value).Browser;

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated) return;
        var (playwright, browser) = await _started.Value;
        await CloseAsync(browser.CloseAsync());
        playwright.Dispose();
    }

    /// <summary>Waits for the browser to close something, a while only: now and then it never says that it has. All of it goes with its driver.</summary>
    internal static async Task CloseAsync(Task closing)
    {
        if (await Task.WhenAny(closing, Task.Delay(Waiting.Limit, TimeProvider.System, CancellationToken.None)) == closing)
            await closing;
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)Waiting.Limit.TotalMilliseconds);
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("DISPATCHMAP_CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
        return (playwright, browser);
    }
}
