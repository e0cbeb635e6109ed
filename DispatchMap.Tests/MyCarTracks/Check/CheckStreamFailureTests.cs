using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Check;

/// <summary>A check that fails at the stream, and one that is given up on.</summary>
public sealed class CheckStreamFailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_StreamRefused_LeavesTheSocketUntried()
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.StreamLimit = 0;

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepKind.CreateStream, UpstreamFailure.Refused), (report.Failed!.Kind, report.Failed.Problem!.Failure));
        Assert.Equal(CheckStepState.NotTried, report[CheckStepKind.Socket].State);
        Assert.Equal(CheckStepState.Passed, report[CheckStepKind.Fields].State);
    }

    [Theory]
    [InlineData("wss://evil.test/s?token=x")]
    [InlineData("ws://vendor.test/s?token=x")]
    [InlineData("nonsense")]
    public async Task Run_UnsafeStreamAddress_IsNotOpened(string address)
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.StreamAddress = address;

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepKind.Socket, UpstreamFailure.UnsafeStreamUrl), (report.Failed!.Kind, report.Failed.Problem!.Failure));
    }

    [Theory]
    [InlineData(403, UpstreamFailure.Forbidden)]
    [InlineData(503, UpstreamFailure.ServerError)]
    public async Task Run_SocketRefused_SaysHow(int status, UpstreamFailure failure)
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Fail(ApiCall.Socket, HttpFault.Status(status));

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepKind.Socket, failure), (report.Failed!.Kind, report.Failed.Problem!.Failure));
        Assert.Equal(CheckStepState.Passed, report[CheckStepKind.Contract].State);
    }

    [Fact]
    public async Task Run_NeverConnected_SaysSoWithinTenSeconds()
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Silent = true;
        kit.WhenOpen = () => kit.Rig.Time.Advance(TimeSpan.FromSeconds(10));

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepKind.Socket, CheckCause.NeverConnected), (report.Failed!.Kind, report.Failed.Problem!.Cause));
        await kit.Vendor.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
    }

    [Fact]
    public async Task Run_SilentStream_FailsAfterAHeartbeatAndFive()
    {
        await using var kit = await CheckKit.StartAsync();
        kit.WhenConnected = () =>
        {
            kit.Vendor.Faults.Silent = true;
            kit.Rig.Time.Advance(TimeSpan.FromSeconds(35));
        };

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepKind.Socket, CheckCause.Silent), (report.Failed!.Kind, report.Failed.Problem!.Cause));
    }

    [Fact]
    public async Task Run_StreamClosedOrInError_SaysTheCode()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { Fleet = FleetSource.Empty });

        kit.WhenConnected = () => kit.Vendor.Faults.CloseSockets(4321, "a reason of theirs");
        var closed = (await kit.RunAsync()).Failed!.Problem!;
        kit.WhenConnected = () => kit.Vendor.Faults.SendError("stream_gone", "words of theirs");
        var error = (await kit.RunAsync()).Failed!.Problem!;

        Assert.Equal((CheckCause.StreamClosed, "4321"), (closed.Cause, closed.Code));
        Assert.Equal((CheckCause.StreamError, "stream_gone"), (error.Cause, error.Code));
    }

    [Fact]
    public async Task Cancel_WhileTheSocketWaits_LeavesNothingOpen()
    {
        await using var kit = await CheckKit.StartAsync();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync().Soon());

        await kit.Vendor.Counters.WhenAsync(counters => counters is { SocketsOpened: 1, OpenSockets: 0 }).Soon();

        async Task RunAsync()
        {
            await foreach (var report in kit.Rig.Check.RunAsync(kit.Rig.Connection, Scope.All(), stop.Token))
            {
                if (report.Findings.Socket is { Connected: true })
                    await stop.CancelAsync();
            }
        }
    }

    [Theory]
    [InlineData(ApiCall.Token)]
    [InlineData(ApiCall.LastPositions)]
    [InlineData(ApiCall.Groups)]
    [InlineData(ApiCall.CreateStream)]
    [InlineData(ApiCall.OpenApi)]
    public async Task Cancel_WhileARequestHangs_EndsAtOnce(ApiCall call)
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Fail(call, HttpFault.Slow(TimeSpan.FromHours(1)));
        using var stop = new CancellationTokenSource();

        var running = RunAsync();
        await kit.Vendor.Counters.WhenAsync(counters => counters.Requests(call) == 1).Soon();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());

        async Task RunAsync()
        {
            await foreach (var report in kit.Rig.Check.RunAsync(kit.Rig.Connection, Scope.All(), stop.Token))
            {
                if (report.Findings.Socket is { Connected: true, First: null })
                    kit.Rig.Time.Advance(TimeSpan.FromSeconds(31));
            }
        }
    }

    [Fact]
    public async Task Leave_MidWay_ClosesTheSocket()
    {
        await using var kit = await CheckKit.StartAsync();

        await RunAsync().Soon();

        await kit.Vendor.Counters.WhenAsync(counters => counters is { SocketsOpened: 1, OpenSockets: 0 }).Soon();

        async Task RunAsync()
        {
            await foreach (var report in kit.Rig.Check.RunAsync(kit.Rig.Connection, Scope.All(), Cancel))
            {
                if (report.Findings.Socket is not { Connected: true })
                    continue;
                var stopped = report.Stopped();
                Assert.True(stopped.IsOver);
                Assert.Equal((CheckStepState.Passed, CheckStepState.NotTried), (stopped[CheckStepKind.Token].State, stopped[CheckStepKind.Socket].State));
                break;
            }
        }
    }
}
