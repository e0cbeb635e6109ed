using DispatchMap.Core;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Core.Outbound;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Check;

public sealed class CheckFailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WrongSecret_FailsAtTheToken()
    {
        await using var kit = await CheckKit.StartAsync();

        var report = await kit.RunAsync(kit.Rig.Connection with { ClientSecret = new Secret("wrong") });

        AssertStopped(report, CheckStepKind.Token, UpstreamFailure.InvalidClient);
    }

    [Fact]
    public async Task Run_WrongScope_FailsAtTheToken()
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.ScopeRefused = true;

        AssertStopped(await kit.RunAsync(), CheckStepKind.Token, UpstreamFailure.InvalidScope);
    }

    [Theory]
    [InlineData("", "secret", CheckCause.NoCredentials)]
    [InlineData("id", "", CheckCause.NoCredentials)]
    [InlineData("id", "secret", CheckCause.UnsafeAddress)]
    public async Task Run_ValuesThatCannotWork_SendNothing(string id, string secret, CheckCause cause)
    {
        await using var kit = await CheckKit.StartAsync();

        var report = await kit.RunAsync(kit.Rig.Connection with { ClientId = id, ClientSecret = new Secret(secret), AllowInsecureLoopback = false });

        Assert.Equal(cause, report.Failed!.Problem!.Cause);
        Assert.Equal(0, kit.Vendor.Counters.Requests(ApiCall.Token));
    }

    [Fact]
    public async Task Run_VendorDown_IsUnreachable()
    {
        await using var kit = await CheckKit.StartAsync();
        await kit.Vendor.StopAsync();

        var report = await kit.RunAsync();

        AssertStopped(report, CheckStepKind.Token, UpstreamFailure.Unreachable);
        Assert.Equal(HttpRequestError.ConnectionError, report.Failed!.Problem!.Transport);
    }

    [Fact]
    public async Task Run_NameThatDoesNotResolve_SaysSo()
    {
        await using var kit = await CheckKit.StartAsync();
        // Longer than a name in the DNS may be, so that nobody is asked.
        var host = string.Join('.', Enumerable.Repeat(new string('a', 63), 4));

        var report = await kit.RunAsync(At($"https://{host}", kit));

        AssertStopped(report, CheckStepKind.Token, UpstreamFailure.Unreachable);
        Assert.Equal(HttpRequestError.NameResolutionError, report.Failed!.Problem!.Transport);
    }

    [Fact]
    public async Task Run_HttpsToAPlainPort_IsATlsFailure()
    {
        await using var kit = await CheckKit.StartAsync();

        var report = await kit.RunAsync(At($"https://127.0.0.1:{kit.Vendor.BaseUrl.Port}", kit));

        AssertStopped(report, CheckStepKind.Token, UpstreamFailure.Unreachable);
        Assert.Equal(HttpRequestError.SecureConnectionError, report.Failed!.Problem!.Transport);
    }

    [Theory]
    [InlineData("localhost", AddressKind.Loopback)]
    [InlineData("127.0.0.1", AddressKind.Loopback)]
    [InlineData("10.1.2.3", AddressKind.Private)]
    [InlineData("169.254.169.254", AddressKind.Special)]
    public async Task Run_AddressNotAllowed_IsRefusedWithItsKind(string host, AddressKind kind)
    {
        await using var kit = await CheckKit.StartAsync();

        var report = await kit.RunAsync(At($"https://{host}:{kit.Vendor.BaseUrl.Port}", kit) with { AllowInsecureLoopback = false });

        AssertStopped(report, CheckStepKind.Token, UpstreamFailure.AddressRefused);
        Assert.Equal(kind, report.Failed!.Problem!.Address);
    }

    [Theory]
    [InlineData(ApiCall.Token, CheckStepKind.Token)]
    [InlineData(ApiCall.LastPositions, CheckStepKind.LastPositions)]
    [InlineData(ApiCall.CreateStream, CheckStepKind.CreateStream)]
    public async Task Run_NoAnswer_EndsThere(ApiCall call, CheckStepKind step)
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Fail(call, HttpFault.Slow(TimeSpan.FromHours(1)));

        var running = kit.RunAsync();
        await kit.Vendor.Counters.WhenAsync(counters => counters.Requests(call) == 1).Soon();
        kit.Rig.Time.Advance(TimeSpan.FromSeconds(10));

        AssertStopped(await running, step, UpstreamFailure.Timeout);
    }

    [Theory]
    [InlineData(403, UpstreamFailure.Forbidden)]
    [InlineData(500, UpstreamFailure.ServerError)]
    [InlineData(404, UpstreamFailure.Refused)]
    public async Task Run_PositionsRefused_TriesTheRestAllTheSame(int status, UpstreamFailure failure)
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Fail(ApiCall.LastPositions, HttpFault.Status(status));

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepKind.LastPositions, failure), (report.Failed!.Kind, report.Failed.Problem!.Failure));
        Assert.Equal(CheckStepState.Passed, report[CheckStepKind.Socket].State);
    }

    [Fact]
    public async Task Run_RateLimited_EndsWithTheWait()
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Fail(ApiCall.LastPositions, HttpFault.Status(429, TimeSpan.FromSeconds(40)));

        var report = await kit.RunAsync();

        AssertStopped(report, CheckStepKind.LastPositions, UpstreamFailure.RateLimited);
        Assert.Equal(TimeSpan.FromSeconds(40), report.Failed!.Problem!.RetryAfter);
    }

    [Theory]
    [InlineData(ApiCall.Token, CheckStepKind.Token)]
    [InlineData(ApiCall.LastPositions, CheckStepKind.LastPositions)]
    [InlineData(ApiCall.CreateStream, CheckStepKind.CreateStream)]
    public async Task Run_HtmlInsteadOfJson_IsNotUnderstood(ApiCall call, CheckStepKind step)
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Fail(call, HttpFault.Page());

        var report = await kit.RunAsync();

        Assert.Equal((step, UpstreamFailure.BadReply), (report.Failed!.Kind, report.Failed.Problem!.Failure));
    }

    [Theory]
    [InlineData(ApiCall.Groups, 403, CheckCause.Upstream)]
    [InlineData(ApiCall.Groups, 500, CheckCause.Upstream)]
    [InlineData(ApiCall.Vehicles, 403, CheckCause.VehiclesNotRead)]
    public async Task Run_GroupsRefused_OnlyWarns(ApiCall call, int status, CheckCause cause)
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Fail(call, HttpFault.Status(status));

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepState.Warning, cause), (report[CheckStepKind.Groups].State, report[CheckStepKind.Groups].Problem!.Cause));
        Assert.Null(report.Failed);
    }

    [Fact]
    public async Task Run_UnknownFieldsOnly_AreNamed()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { Fleet = FleetSource.Empty });
        kit.WhenConnected = () =>
        {
            kit.Vendor.Faults.SendRaw("""{"kind":"position","car":7}""");
            kit.Vendor.Faults.CloseSockets(1000);
        };

        var report = await kit.RunAsync();

        Assert.Equal(CheckCause.StreamClosed, report.Failed!.Problem!.Cause);
        var events = report.Findings.Fields.Single(fields => fields.Source == FieldSource.Events);
        Assert.Equal(["kind", "car"], events.Unrecognised);
    }

    [Fact]
    public async Task Run_BudgetSpent_SaysItIsOurs()
    {
        await using var rig = new ClientRig(("DispatchMap:Upstream:RequestBudget", "1"), ("DispatchMap:Upstream:BudgetWindow", "1.00:00:00"));

        var running = RunAsync();
        await Waiting.UntilAsync(() => running.IsCompleted, async () =>
        {
            if (rig.Budget.Waiting > 0)
                rig.Time.Advance(TimeSpan.FromSeconds(90));
            await Task.Yield();
        });

        var report = await running.Soon();
        Assert.Equal((CheckStepKind.LastPositions, CheckCause.BudgetSpent), (report.Failed!.Kind, report.Failed.Problem!.Cause));

        async Task<CheckReport> RunAsync()
        {
            CheckReport? last = null;
            await foreach (var report in rig.Check.RunAsync(rig.Current!, Scope.All(), Cancel))
                last = report;
            return last!;
        }
    }

    private static UpstreamConnection At(string origin, CheckKit kit) => kit.Rig.Connection with
    {
        BaseUrl = new Uri(origin + "/services/rest/v3"), TokenUrl = new Uri(origin + "/oauth/token"),
    };

    private static void AssertStopped(CheckReport report, CheckStepKind step, UpstreamFailure failure)
    {
        Assert.Equal((step, failure), (report.Failed!.Kind, report.Failed.Problem!.Failure));
        Assert.All(report.Steps.Where(later => later.Kind > step && later.Kind != CheckStepKind.Fields), later => Assert.Equal(CheckStepState.NotTried, later.State));
    }
}
