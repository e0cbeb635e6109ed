using System.Threading.Channels;
using DispatchMap.Web.Security;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

public sealed class CircuitLimitTests(Chromium chromium)
{
    [Fact]
    public async Task Circuits_OneTooMany_NewestIsToldSoAndFindsRoomOnceAnotherHasGone()
    {
        var gone = new Gone();
        await using var app = DeskApp.WithDemo(
            host => host.ConfigureServices(services => services.AddSingleton<CircuitHandler>(gone)), ("DispatchMap:Door:MaxCircuitsPerUser", "1"));
        var count = app.Services.GetRequiredService<CircuitCount>();
        await using var first = await DeskPage.OpenAsync(chromium, app.Address);
        await first.UntilPhaseAsync("live");
        await using var second = await DeskPage.OpenAsync(chromium, app.Address);

        await Assertions.Expect(second.Page.GetByRole(AriaRole.Heading)).ToContainTextAsync("Too many open screens");
        Assert.Equal(1, count.Total);
        await Assertions.Expect(first.Page.GetByTestId("feed-health")).ToHaveAttributeAsync("data-phase", "live");
        Assert.Contains(app.Log.Lines, line => line.Contains("A page was refused: 1 are open", StringComparison.Ordinal));

        await first.Page.GotoAsync("about:blank");
        await gone.NextAsync();
        Assert.Equal(0, count.Total);
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();
        await second.UntilPhaseAsync("live");
        Assert.Equal((1, 1), (count.Total, count.Users));
        Assert.Empty(second.Complaints);
    }

    /// <summary>Says when a circuit has closed and every other handler knows it.</summary>
    private sealed class Gone : CircuitHandler
    {
        private readonly Channel<string> _closed = Channel.CreateUnbounded<string>();

        public override int Order => 1000;

        public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken) =>
            _closed.Writer.WriteAsync(circuit.Id, cancellationToken).AsTask();

        public Task<string> NextAsync() => _closed.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon();
    }
}
