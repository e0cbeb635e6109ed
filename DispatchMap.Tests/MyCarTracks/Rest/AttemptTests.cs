using System.Net;
using System.Net.Http.Headers;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Rest;

/// <summary>What is tried again, what is not, and what comes out.</summary>
public sealed class AttemptTests : IAsyncDisposable
{
    private readonly ClientRig _rig = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(400, UpstreamFailure.Refused)]
    [InlineData(403, UpstreamFailure.Forbidden)]
    [InlineData(404, UpstreamFailure.Refused)]
    [InlineData(408, UpstreamFailure.Timeout)]
    [InlineData(409, UpstreamFailure.Refused)]
    [InlineData(422, UpstreamFailure.Refused)]
    [InlineData(429, UpstreamFailure.RateLimited)]
    [InlineData(500, UpstreamFailure.ServerError)]
    [InlineData(503, UpstreamFailure.ServerError)]
    [InlineData(307, UpstreamFailure.BadReply)]
    public async Task CreateStream_Refused_IsNeverSentAgain(int status, UpstreamFailure failure)
    {
        _rig.Vendor.Answer(_ => FakeVendor.Status(status));

        var e = await ClientRig.FailsAsync(_rig.Client.CreateStreamAsync(Scope.All(), Cancel));

        Assert.Equal((failure, (HttpStatusCode?)status), (e.Failure, e.Status));
        Assert.Single(_rig.Vendor.Paths);
        Assert.DoesNotContain("vendor words", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateStream_ConnectionBreaks_IsNeverSentAgain()
    {
        _rig.Vendor.OnRest = (_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded);

        var e = await ClientRig.FailsAsync(_rig.Client.CreateStreamAsync(Scope.All(), Cancel));

        Assert.Equal(UpstreamFailure.Unreachable, e.Failure);
        Assert.Single(_rig.Vendor.Paths);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Get_PassingTrouble_IsTriedAgainQuietly(int status)
    {
        var calls = 0;
        _rig.Vendor.Answer(_ => ++calls > 2 ? FakeVendor.Json("[]") : status == 0 ? throw new HttpRequestException(HttpRequestError.ConnectionError) : FakeVendor.Status(status));

        var vehicles = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal((true, 3), (vehicles.Complete, calls));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, UpstreamFailure.Unreachable, 3)]
    [InlineData(HttpRequestError.ConnectionError, UpstreamFailure.Unreachable, 3)]
    [InlineData(HttpRequestError.SecureConnectionError, UpstreamFailure.Unreachable, 1)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, UpstreamFailure.BadReply, 1)]
    public async Task Get_TransportFails_SaysSoInOurWords(HttpRequestError error, UpstreamFailure failure, int calls)
    {
        _rig.Vendor.OnRest = (_, _) => throw new HttpRequestException(error, "see https://vendor.test/?token=CANARY");

        var e = await ClientRig.FailsAsync(_rig.Client.GetVehiclesAsync(Cancel));

        Assert.Equal((failure, calls), (e.Failure, _rig.Vendor.Paths.Count()));
        Assert.DoesNotContain("CANARY", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoAnswer_TimesOutAfterTenSecondsAndOneAttempt()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Vendor.OnRest = async (_, cancellationToken) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _rig.Time, cancellationToken);
            return FakeVendor.Json("[]");
        };
        var reading = _rig.Client.GetVehiclesAsync(Cancel);
        await asked.Task.Soon();

        _rig.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(reading.IsCompleted);
        _rig.Time.Advance(TimeSpan.FromSeconds(0.2));

        var e = await Assert.ThrowsAsync<UpstreamException>(() => reading.Soon());
        Assert.Equal(UpstreamFailure.Timeout, e.Failure);
        Assert.Single(_rig.Vendor.Paths);
    }

    [Fact]
    public async Task Get_CallerGivesUp_IsCancelledAndNoFailure()
    {
        using var stop = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Vendor.OnRest = async (_, cancellationToken) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _rig.Time, cancellationToken);
            return FakeVendor.Json("[]");
        };
        var reading = _rig.Client.GetVehiclesAsync(stop.Token);
        await asked.Task.Soon();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.Soon());
    }

    [Theory]
    [InlineData(429, 2, 2)]
    [InlineData(503, 2, 2)]
    [InlineData(429, 3, 1)]
    [InlineData(503, 3, 1)]
    public async Task Get_RetryAfter_IsWaitedForOnlyWhenShort(int status, int seconds, int calls)
    {
        _rig.Vendor.Answer(_ =>
        {
            if (_rig.Vendor.Paths.Count() > 1)
                return FakeVendor.Json("[]");
            var reply = FakeVendor.Status(status);
            reply.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
            return reply;
        });

        var reading = _rig.Client.GetVehiclesAsync(Cancel);

        if (calls > 1)
            Assert.True((await reading.Soon()).Complete);
        else
            Assert.Equal(TimeSpan.FromSeconds(seconds), (await Assert.ThrowsAsync<UpstreamException>(() => reading.Soon())).RetryAfter);
        Assert.Equal(calls, _rig.Vendor.Paths.Count());
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 01 Jun 2026 14:02:00 GMT", 120)]
    [InlineData("Mon, 01 Jun 2020 14:02:00 GMT", 0)]
    [InlineData("99999999", 3600)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    public async Task RetryAfter_EitherForm_IsCountedFromNow(string header, int? seconds)
    {
        _rig.Vendor.Answer(_ =>
        {
            var reply = FakeVendor.Status(429);
            reply.Headers.TryAddWithoutValidation("Retry-After", header);
            return reply;
        });

        var e = await Assert.ThrowsAsync<UpstreamException>(() => _rig.Client.CreateStreamAsync(Scope.All(), Cancel).Soon());

        Assert.Equal(seconds, (int?)e.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData("errors/html.html")]
    [InlineData("errors/empty.txt")]
    [InlineData("errors/code-message.json")]
    public async Task Get_AnswerIsNoList_IsABadReply(string fixture)
    {
        _rig.Vendor.Answer(_ => new HttpResponseMessage { Content = new ByteArrayContent(Fixture.Read(fixture)) });

        Assert.Equal(UpstreamFailure.BadReply, (await ClientRig.FailsAsync(_rig.Client.GetLastPositionsAsync(Cancel))).Failure);
    }
}
