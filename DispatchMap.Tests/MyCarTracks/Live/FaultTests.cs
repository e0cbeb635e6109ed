using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Live;

public sealed class FaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<ErrorStyle> ErrorStyles => [.. Enum.GetValues<ErrorStyle>()];

    [Theory]
    [MemberData(nameof(ErrorStyles))]
    public async Task Request_RefusedInAnyStyle_SaysWhatItMeans(ErrorStyle style)
    {
        await using var rig = await LiveRig.StartAsync(new SimulatorOptions { Shape = new ListShape { Errors = style } });

        Assert.Equal(UpstreamFailure.Refused, await Fails(400));
        Assert.Equal(UpstreamFailure.Forbidden, await Fails(403));
        Assert.Equal(UpstreamFailure.RateLimited, await Fails(429));
        Assert.Equal(UpstreamFailure.ServerError, await Fails(503));
        Assert.Equal(UpstreamFailure.Unauthorized, await Fails(401));

        rig.Vendor.Faults.Clear();
        rig.Vendor.ReplaceCredentials("other", "other");
        var e = await Assert.ThrowsAsync<UpstreamException>(() => rig.Client.GetVehiclesAsync(Cancel).Soon());
        Assert.Equal((UpstreamFailure.InvalidClient, true), (e.Failure, e.NeedsAdmin));

        async Task<UpstreamFailure> Fails(int status)
        {
            rig.Vendor.Faults.Fail(ApiCall.Vehicles, HttpFault.Status(status));
            return (await Assert.ThrowsAsync<UpstreamException>(() => rig.Client.GetVehiclesAsync(Cancel).Soon())).Failure;
        }
    }

    [Fact]
    public async Task Token_WithdrawnOrExpired_IsReplacedUnderWay()
    {
        await using var rig = await LiveRig.StartAsync();
        await rig.Client.GetVehiclesAsync(Cancel).Soon();

        rig.Vendor.Faults.RevokeToken();
        Assert.Equal(62, (await rig.Client.GetVehiclesAsync(Cancel).Soon()).Items.Count);
        rig.Vendor.Faults.ExpireToken();
        await rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon();

        Assert.Equal((3, 3), (rig.Vendor.Counters.TokensIssued, rig.Vendor.Counters.Requests(ApiCall.Token)));
    }

    [Fact]
    public async Task Token_ReissuedUntilItEnds_NeverLoops()
    {
        await using var rig = await LiveRig.StartAsync(new SimulatorOptions { TokenLifetime = TimeSpan.FromMinutes(5) });
        for (var second = 0; second < 310; second++)
        {
            await rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon();
            rig.Time.Advance(TimeSpan.FromSeconds(1));
        }

        // One at the start, one early that brought the same token, one at its end.
        Assert.Equal((2, 3), (rig.Vendor.Counters.TokensIssued, rig.Vendor.Counters.Requests(ApiCall.Token)));
    }

    [Theory]
    [InlineData(ApiCall.Vehicles)]
    [InlineData(ApiCall.Token)]
    [InlineData(ApiCall.CreateStream)]
    public async Task Request_NoAnswer_TimesOut(ApiCall call)
    {
        await using var rig = await LiveRig.StartAsync();
        rig.Vendor.Faults.Fail(call, HttpFault.Slow(TimeSpan.FromHours(1)));
        Task asking = call == ApiCall.CreateStream ? rig.Client.CreateStreamAsync(Scope.All(), Cancel) : rig.Client.GetVehiclesAsync(Cancel);
        await rig.Vendor.Counters.WhenAsync(c => c.Requests(call) == 1).Soon();

        rig.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(UpstreamFailure.Timeout, (await Assert.ThrowsAsync<UpstreamException>(() => asking.Soon())).Failure);
    }

    [Fact]
    public async Task Request_ConnectionReset_IsTriedAgainOnlyWhenHarmless()
    {
        await using var rig = await LiveRig.StartAsync();

        rig.Vendor.Faults.Fail(ApiCall.Vehicles, HttpFault.Reset(), times: 2);
        Assert.Equal(62, (await rig.Client.GetVehiclesAsync(Cancel).Soon()).Items.Count);

        rig.Vendor.Faults.Fail(ApiCall.CreateStream, HttpFault.Reset(), times: 1);
        var e = await Assert.ThrowsAsync<UpstreamException>(() => rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon());
        Assert.Equal((UpstreamFailure.Unreachable, 1), (e.Failure, rig.Vendor.Counters.Requests(ApiCall.CreateStream)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_RateLimited_PassesTheWaitOn(bool asDate)
    {
        await using var rig = await LiveRig.StartAsync();
        rig.Vendor.Faults.Fail(ApiCall.LastPositions, HttpFault.Status(429, TimeSpan.FromSeconds(40), asDate));

        var e = await Assert.ThrowsAsync<UpstreamException>(() => rig.Client.GetLastPositionsAsync(Cancel).Soon());

        Assert.InRange(e.RetryAfter!.Value.TotalSeconds, 38, 41);
        Assert.Equal(1, rig.Vendor.Counters.Requests(ApiCall.LastPositions));
    }

    [Fact]
    public async Task Request_VendorDown_IsUnreachable()
    {
        await using var rig = await LiveRig.StartAsync();
        await rig.Vendor.StopAsync();

        var e = await Assert.ThrowsAsync<UpstreamException>(() => rig.Client.GetVehiclesAsync(Cancel).Soon());

        Assert.Equal(UpstreamFailure.Unreachable, e.Failure);
        await rig.Vendor.StartAsync(Cancel);
        Assert.Equal(62, (await rig.Client.GetVehiclesAsync(Cancel).Soon()).Items.Count);
    }

    [Fact]
    public async Task CreateStream_SecondOneRefused_IsRefused()
    {
        await using var rig = await LiveRig.StartAsync();
        rig.Vendor.Faults.StreamLimit = 1;
        await rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon();

        var e = await Assert.ThrowsAsync<UpstreamException>(() => rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon());

        Assert.Equal((UpstreamFailure.Refused, System.Net.HttpStatusCode.Conflict), (e.Failure, e.Status));
    }
}
