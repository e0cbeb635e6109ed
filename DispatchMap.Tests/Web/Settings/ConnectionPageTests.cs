using Bunit;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Components.Settings;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.People;
using DispatchMap.Web.Settings.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Settings;

public sealed class ConnectionPageTests : BunitContext
{
    private readonly TempFolder _folder = new();
    private readonly FakeFeedWatch _watch = new();
    private readonly ScriptedCheck _check = new();
    private SettingsKit? _kit;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _folder.Dispose();
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_kit is not null)
            await _kit.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Render_ValueTyped_SaysWhatIsNotSavedUntilDiscarded()
    {
        var page = await OpenAsync();
        Assert.True(Button(page, "Save").HasAttribute("disabled"));

        page.Find("input[type=number]").Input("10");
        Assert.Equal("Not saved yet: minimum interval, 5 s to 10 s", page.Find("[data-testid=unsaved]").Words());

        Button(page, "Discard").Click();
        Assert.Equal(("", "5"), (page.Find("[data-testid=unsaved]").Words(), page.Find("input[type=number]").GetAttribute("value")));
    }

    [Fact]
    public async Task Save_Secret_IsShownOnlyAsSetAndNeverSentBack()
    {
        var page = await OpenAsync();
        page.Find("input.id").Input("me");
        page.Find("input[type=password]").Input("canary-secret");
        Assert.DoesNotContain("canary", page.Markup, StringComparison.Ordinal);

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Saved", page.Find("[data-testid=unsaved]").Words(), StringComparison.Ordinal));
        Assert.Equal("Set on 28 Sep 2026 by P. Hruška Replace".Replace("28 Sep 2026", Day, StringComparison.Ordinal), page.Find("[data-testid=secret-set]").Words());
        Assert.DoesNotContain("canary", page.Markup, StringComparison.Ordinal);
        Assert.Equal("canary-secret", _kit!.Connection!.ClientSecret.Reveal());
    }

    [Fact]
    public async Task Save_Refused_SaysWhyAndKeepsWhatWasTyped()
    {
        var page = await OpenAsync();
        page.Find("input.id").Input("me");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("The client secret is missing.", page.Find("[data-testid=faults]").Words()));
        Assert.Equal("me", page.Find("input.id").GetAttribute("value"));
    }

    [Fact]
    public async Task Render_Configured_FieldIsLockedAndSaysByWhat()
    {
        var page = await OpenAsync(("DispatchMap:Upstream:ClientId", "configured"));

        Assert.True(page.Find("input.id").HasAttribute("readonly"));
        Assert.Contains("Set by configuration: DispatchMap__Upstream__ClientId", page.Find("form").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_Refused_OffersToGoBackAndDoes()
    {
        var page = await OpenAsync();
        await _kit!.SaveAsync(SettingsKit.Draft(secret: "first"));
        await _kit.SaveAsync(SettingsKit.Draft("you", secret: "second"));
        _watch.Overview = new([FakeFeedWatch.Feed(FakeFeedWatch.Live)], Change: new("vendor.test", "vendor.test", 3, "The client id or secret was not accepted.", true, null));
        _kit.Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains(
            "The new credentials were refused: The client id or secret was not accepted. 3 feeds still run on the old one.",
            page.Find("[data-testid=connection-change]").Words(), StringComparison.Ordinal));
        Button(page, "Try again now").Click();
        Assert.Equal([Scope.All()], _watch.Retried);

        Button(page, "Go back to the old one").Click();
        page.WaitForAssertion(() => Assert.Equal("first", _kit.Connection!.ClientSecret.Reveal()));
    }

    [Fact]
    public async Task Check_Fails_IsShownStepByStepAndRememberedWithoutTheSecret()
    {
        var page = await OpenAsync();
        page.Find("input.id").Input("me");
        page.Find("input[type=password]").Input("canary-secret");

        Button(page, "Check").Click();
        await _check.SayAsync(ScriptedCheck.Report(new CheckStep(CheckStepKind.Token, CheckStepState.Running, _kit!.Time.GetUtcNow(), TimeSpan.FromSeconds(20))));
        page.WaitForAssertion(() => Assert.Equal("running", page.Find("[data-testid=check-token]").GetAttribute("data-state")));
        Assert.Equal(("me", "canary-secret"), (_check.Connection!.ClientId, _check.Connection.ClientSecret.Reveal()));
        await _check.SayAsync(ScriptedCheck.Report(new CheckStep(
            CheckStepKind.Token, CheckStepState.Failed, Elapsed: TimeSpan.FromMilliseconds(131),
            Problem: new(CheckCause.Upstream) { Failure = UpstreamFailure.InvalidClient, Status = System.Net.HttpStatusCode.Unauthorized })).Stopped());
        _check.End();

        page.WaitForAssertion(() => Assert.Contains("The client id or secret was not accepted (401)", page.Find("[data-testid=check-token]").Words(), StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.NotNull(_kit.Of<ConnectionTrial>().Failed));
        var line = Assert.Single(await _kit.AuditAsync());
        Assert.Equal(("ConnectionChecked", "Failed at Token: The client id or secret was not accepted (401)"), (line.Action.ToString(), line.Detail));
        var later = Render<ConnectionPage>();
        Assert.Contains("P. Hruška", later.Find("[data-testid=failed-check]").Words(), StringComparison.Ordinal);
        Assert.Contains("What to do", later.Find("[data-testid=failed-check]").Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", later.Markup + page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Stopped_EndsItAndLeavesNoFailure()
    {
        var page = await OpenAsync(("DispatchMap:Upstream:ClientId", "configured"), ("DispatchMap:Upstream:ClientSecret", "hush"));
        Button(page, "Check").Click();
        await _check.SayAsync(ScriptedCheck.Report(new CheckStep(CheckStepKind.Token, CheckStepState.Running, _kit!.Time.GetUtcNow(), TimeSpan.FromSeconds(20))));

        page.WaitForAssertion(() => Button(page, "Stop"));
        Button(page, "Stop").Click();

        page.WaitForAssertion(() => Assert.Equal("nottried", page.Find("[data-testid=check-token]").GetAttribute("data-state")));
        Assert.Null(_kit.Of<ConnectionTrial>().Failed);
    }

    private string Day => _kit!.Time.GetUtcNow().ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IRenderedComponent<ConnectionPage>> OpenAsync(params (string, string?)[] configuration)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        _kit = await new SettingsKit($"Data Source={_folder.File()}", "Sqlite", Role.Admin, configuration).ReadAsync();
        FakeSession.Enter(this);
        Services.AddSingleton<TimeProvider>(_kit.Time);
        Services.AddSingleton<IFeedWatch>(_watch);
        Services.AddSingleton<IConnectionCheck>(_check);
        Services.AddSingleton(new DemoMode(false));
        Services.AddSingleton(new CircuitConnection());
        Services.AddSingleton(_kit.Store);
        Services.AddSingleton(_kit.Form);
        Services.AddScoped<AdminActor>();
        Services.AddScoped<ConnectionTrial>();
        Services.AddScoped<UserBrowser>();
        return Render<ConnectionPage>();
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ConnectionPage> page, string name) =>
        page.FindAll("button").Single(button => button.Words() == name);
}
