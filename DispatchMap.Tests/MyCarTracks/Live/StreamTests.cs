using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Live;

public sealed class StreamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_OfTheDemoFleet_BringsPositionsAndHeartbeats()
    {
        await using var rig = await LiveRig.StartAsync();
        var (session, events) = await rig.ConnectAsync();
        await using var _ = session;

        rig.Time.Advance(TimeSpan.FromSeconds(35));
        var read = await ReadAsync(events, positions: 20);

        Assert.All(read, e => Assert.True(e.Kind is StreamEventKind.Position or StreamEventKind.Heartbeat, e.ToString()));
        Assert.NotNull(Assert.Single(read, e => e.Kind == StreamEventKind.Heartbeat).At);
        Assert.All(
            read.Where(e => e.Kind == StreamEventKind.Position),
            e => Assert.True(e.Report is { VehicleName: not null, UserId: not null, ReceivedAt: not null, OnlineState: "online" }));
    }

    [Fact]
    public async Task Stream_WithEveryFaultyMessage_SkipsThemAndGoesOn()
    {
        await using var rig = await LiveRig.StartAsync();
        rig.Vendor.Faults.OversizedBytes = 4 << 20;
        rig.Vendor.Faults.Events = (EventFaults)(((int)EventFaults.HtmlNames << 1) - 1);
        var (session, events) = await rig.ConnectAsync();
        await using var _ = session;

        rig.Time.Advance(TimeSpan.FromSeconds(35));
        var read = await ReadAsync(events, positions: 20);

        var reasons = read.Where(e => e.Kind == StreamEventKind.Invalid).Select(e => e.Code).Distinct().Order();
        Assert.Equal(["no-vehicle-id", "not-json", "too-large"], reasons);
        Assert.Contains(new StreamEvent(StreamEventKind.Unknown, Code: "vehicle.battery.low"), read);
        Assert.Contains(new StreamEvent(StreamEventKind.Error, Code: "position_check_failed"), read);
        Assert.Contains(read, e => e.Kind == StreamEventKind.Position && e.Report.VehicleName!.Contains('<', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_ClosedByTheVendor_EndsWithItsCode()
    {
        await using var rig = await LiveRig.StartAsync();
        var (session, events) = await rig.ConnectAsync();
        await using var _ = session;

        rig.Vendor.Faults.CloseSockets(4002, "CANARY");

        while (await events.MoveNextAsync().AsTask().Soon())
            Assert.NotEqual(StreamEventKind.Invalid, events.Current.Kind);
        Assert.Equal(4002, session.CloseCode);
    }

    [Fact]
    public async Task Stream_AtItsExpiry_IsClosed()
    {
        await using var rig = await LiveRig.StartAsync(new SimulatorOptions { StreamLifetime = TimeSpan.FromMinutes(1), Fleet = FleetSource.Empty });
        var (session, events) = await rig.ConnectAsync();
        await using var _ = session;

        rig.Time.Advance(TimeSpan.FromSeconds(61));

        while (await events.MoveNextAsync().AsTask().Soon())
            Assert.Equal(StreamEventKind.Heartbeat, events.Current.Kind);
        Assert.NotNull(session.CloseCode);
    }

    [Fact]
    public async Task Stream_SocketDropped_Fails()
    {
        await using var rig = await LiveRig.StartAsync();
        var (session, events) = await rig.ConnectAsync();
        await using var _ = session;

        rig.Vendor.Faults.DropSockets();

        var e = await Assert.ThrowsAsync<UpstreamException>(() => ReadAsync(events, positions: int.MaxValue));
        Assert.Equal((UpstreamFailure.Unreachable, (int?)null), (e.Failure, session.CloseCode));
    }

    [Fact]
    public async Task Stream_HalfOpen_EndsWhenDisposedAndLeavesNoSocket()
    {
        await using var rig = await LiveRig.StartAsync();
        rig.Vendor.Faults.Silent = true;
        var stream = await rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon();
        var session = await rig.Client.ConnectAsync(stream, Cancel).Soon();
        await using var events = session.ReadAsync(Cancel).GetAsyncEnumerator(Cancel);
        var reading = events.MoveNextAsync().AsTask();
        await rig.Vendor.Counters.WhenAsync(c => c.OpenSockets == 1).Soon();

        await session.DisposeAsync();

        Assert.False(await reading.Soon());
        await rig.Vendor.Counters.WhenAsync(c => c.OpenSockets == 0).Soon();
    }

    [Theory]
    [InlineData(401, UpstreamFailure.Unauthorized)]
    [InlineData(403, UpstreamFailure.Forbidden)]
    [InlineData(404, UpstreamFailure.Refused)]
    [InlineData(429, UpstreamFailure.RateLimited)]
    [InlineData(503, UpstreamFailure.ServerError)]
    public async Task Connect_Refused_SaysWhatItMeans(int status, UpstreamFailure failure)
    {
        await using var rig = await LiveRig.StartAsync();
        rig.Vendor.Faults.Fail(ApiCall.Socket, HttpFault.Status(status, TimeSpan.FromSeconds(7)));
        var stream = await rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon();

        var e = await Assert.ThrowsAsync<UpstreamException>(() => rig.Client.ConnectAsync(stream, Cancel).Soon());

        Assert.Equal((failure, 7.0), (e.Failure, e.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task Connect_NoAnswer_TimesOut()
    {
        await using var rig = await LiveRig.StartAsync();
        rig.Vendor.Faults.Fail(ApiCall.Socket, HttpFault.Slow(TimeSpan.FromHours(1)));
        var stream = await rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon();
        var connecting = rig.Client.ConnectAsync(stream, Cancel);
        await rig.Vendor.Counters.WhenAsync(c => c.Requests(ApiCall.Socket) == 1).Soon();

        rig.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(UpstreamFailure.Timeout, (await Assert.ThrowsAsync<UpstreamException>(() => connecting.Soon())).Failure);
    }

    [Fact]
    public async Task Connect_ResetOrDown_IsUnreachable()
    {
        await using var rig = await LiveRig.StartAsync();
        var stream = await rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon();

        rig.Vendor.Faults.Fail(ApiCall.Socket, HttpFault.Reset());
        Assert.Equal(UpstreamFailure.Unreachable, (await Assert.ThrowsAsync<UpstreamException>(() => rig.Client.ConnectAsync(stream, Cancel).Soon())).Failure);

        await rig.Vendor.StopAsync();
        Assert.Equal(UpstreamFailure.Unreachable, (await Assert.ThrowsAsync<UpstreamException>(() => rig.Client.ConnectAsync(stream, Cancel).Soon())).Failure);
    }

    [Fact]
    public async Task Connect_CallerGivesUp_IsCancelled()
    {
        await using var rig = await LiveRig.StartAsync();
        rig.Vendor.Faults.Fail(ApiCall.Socket, HttpFault.Slow(TimeSpan.FromHours(1)));
        var stream = await rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon();
        using var stop = new CancellationTokenSource();
        var connecting = rig.Client.ConnectAsync(stream, stop.Token);
        await rig.Vendor.Counters.WhenAsync(c => c.Requests(ApiCall.Socket) == 1).Soon();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
    }

    private static async Task<List<StreamEvent>> ReadAsync(IAsyncEnumerator<StreamEvent> events, int positions)
    {
        var read = new List<StreamEvent>();
        while (read.Count(e => e.Kind == StreamEventKind.Position) < positions)
        {
            Assert.True(await events.MoveNextAsync().AsTask().Soon());
            read.Add(events.Current);
        }

        return read;
    }
}
