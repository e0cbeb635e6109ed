using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Maps;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

/// <summary>The pump with a browser that reads a stream, as most do.</summary>
public sealed class StreamedPumpTests : IAsyncDisposable
{
    private readonly SignalledTime _time = new(FleetKit.Noon);
    private readonly ScriptedBrowser _browser = new() { Streams = true };
    private readonly CircuitConnection _connection = new();
    private readonly Dispatcher _circuit = Dispatcher.CreateDefault();
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeLease _lease = new();
    private readonly FramePump _pump;
    private readonly Task _running;
    private long _vehicles;

    public StreamedPumpTests()
    {
        _pump = new(_browser, _connection, new(), _time);
        _running = _circuit.InvokeAsync(() => _pump.RunAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.Soon());
        _pump.Dispose();
        _connection.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_BrowserAnsweredPromptly_GoesOnAsAStreamWithoutCalls()
    {
        var stream = await OpenAsync();
        for (var i = 0; i < 5; i++)
            await TellAsync(stream);

        Assert.Equal((2, 1), (_browser.Calls, _browser.Opened));
        Assert.Equal(_vehicles, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task RunAsync_BrowserAnswersSlowly_IsNotOfferedAStream()
    {
        await StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await _time.PassAsync(PushPace.FrameInterval);
            _lease.Report(++_vehicles);
            var call = await _browser.NextAsync();
            _time.Advance(FramePump.Prompt);
            call.Answer.SetResult(_browser.Held.Apply(call.Frame));
        }

        Assert.Equal(0, _browser.Opened);
    }

    [Fact]
    public async Task RunAsync_BrowserDoesNotReadTheStream_IsCalled()
    {
        await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await _time.PassAsync(PushPace.FrameInterval);
            _lease.Report(++_vehicles);
            await _browser.AnswerAsync();
        }

        Assert.Equal((4, 1), (_browser.Calls, _browser.Opened));
    }

    [Fact]
    public async Task RunAsync_BrowserStallsOnTheStream_TheWindowAndThenOneMergedDelta()
    {
        var stream = await OpenAsync();
        for (var i = 0; i < FrameStream.Window; i++)
            await TellAsync(stream);
        await _time.PassAsync(PushPace.FrameInterval);
        for (var i = 0; i < 100; i++)
            _lease.Report(++_vehicles);

        await _circuit.InvokeAsync(() => _pump.Answered(stream.Number, 8));
        // What waited for room was made before the stall; the rest comes as one.
        await stream.TakeAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        if (_browser.Held.Version < _lease.Fleet.Version)
            await stream.TakeAsync();

        Assert.Equal(_vehicles, _browser.Held.Records.Count);
        Assert.Equal(2, _browser.Calls);
    }

    [Fact]
    public async Task RunAsync_BrowserNeverAnswersTheStream_IsAskedWhatItHoldsAndCalled()
    {
        var stream = await OpenAsync();
        for (var i = 0; i < FrameStream.Window; i++)
            await TellAsync(stream);
        await _time.PassAsync(PushPace.FrameInterval);
        _lease.Report(++_vehicles);

        await _time.PassAsync(FramePump.AnswerLimit);
        await _time.PassAsync(FramePump.Pause);

        Assert.False((await _browser.AnswerAsync()).IsSnapshot);
        Assert.Null(await stream.NextAsync());
        Assert.Equal((1, 1), (_browser.Asked, _browser.Opened));
    }

    [Fact]
    public async Task Refused_FrameDidNotFit_SnapshotByACallAndNoStreamAgain()
    {
        var stream = await OpenAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        _lease.Report(++_vehicles);
        Assert.NotNull(await stream.NextAsync());

        await _circuit.InvokeAsync(() => _pump.Refused(stream.Number));
        await _time.PassAsync(PushPace.FrameInterval);
        Assert.True((await _browser.AnswerAsync()).IsSnapshot);
        for (var i = 0; i < 3; i++)
        {
            await _time.PassAsync(PushPace.FrameInterval);
            _lease.Report(++_vehicles);
            await _browser.AnswerAsync();
        }

        Assert.Null(await stream.NextAsync());
        Assert.Equal(1, _browser.Opened);
        Assert.Equal(_vehicles, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task RunAsync_SnapshotRefusedAfterAStreamEnded_TriesAgainOnlyAfterAPause()
    {
        var stream = await OpenAsync();
        await _circuit.InvokeAsync(() => _pump.Refused(stream.Number));
        await _time.PassAsync(PushPace.FrameInterval);
        (await _browser.NextAsync()).Answer.SetResult(false);

        await _time.PassAsync(FramePump.Pause);

        Assert.True((await _browser.AnswerAsync()).IsSnapshot);
    }

    [Fact]
    public async Task AnsweredAndRefused_OfAnotherStream_DoNothing()
    {
        var stream = await OpenAsync();

        await _circuit.InvokeAsync(() => _pump.Refused(stream.Number + 1));
        await _circuit.InvokeAsync(() => _pump.Answered(stream.Number - 1, 8));
        await TellAsync(stream);

        Assert.Equal(2, _browser.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_ConnectionLostWithFramesOnTheWay_GoesOnFromWhatTheBrowserHolds(bool arrived)
    {
        var stream = await OpenAsync();
        await TellAsync(stream);
        await _time.PassAsync(PushPace.FrameInterval);
        _lease.Report(++_vehicles);
        var onTheWay = (await stream.NextAsync())!;
        if (arrived)
            _browser.Held.Apply(onTheWay);

        await Lose();
        Assert.Null(await stream.NextAsync());
        if (arrived)
            _lease.Report(++_vehicles);
        await Return();

        Assert.False((await _browser.AnswerAsync()).IsSnapshot);
        Assert.Equal(1, _browser.Asked);
        Assert.Equal(_vehicles, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task RunAsync_ConnectionIsBack_ANewStreamIsOpened()
    {
        var old = await OpenAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        await Lose();
        await Return();
        for (var i = 0; i < 2; i++)
        {
            _lease.Report(++_vehicles);
            await _browser.AnswerAsync();
            await _time.PassAsync(PushPace.FrameInterval);
        }

        var stream = await _browser.StreamAsync();
        stream.Read();
        _lease.Report(++_vehicles);
        await stream.TakeAsync();

        Assert.NotEqual(old.Number, stream.Number);
        Assert.Equal(_vehicles, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task Use_OtherFeed_ItsSnapshotComesByTheSameStream()
    {
        var stream = await OpenAsync();

        await _circuit.InvokeAsync(() => _pump.Use(new FakeLease(kit: new(epoch: 8)).Report([.. Enumerable.Range(1, 9000).Select(id => (long)id)])));
        for (var chunk = 0; chunk < 3; chunk++)
            await stream.TakeAsync();

        Assert.Equal((8u, 9000), (_browser.Held.Epoch, _browser.Held.Records.Count));
        Assert.Equal(2, _browser.Calls);
    }

    [Fact]
    public async Task RunAsync_ConnectionLostBetweenTheChunksOfAStream_TheWholeSnapshotAgain()
    {
        var stream = await OpenAsync();
        await _circuit.InvokeAsync(() => _pump.Use(new FakeLease(kit: new(epoch: 8)).Report([.. Enumerable.Range(1, 9000).Select(id => (long)id)])));
        await stream.TakeAsync();

        await Lose();
        await Return();
        Assert.True((await _browser.AnswerAsync()).IsSnapshot);
        await _browser.AnswerAsync();
        await _browser.AnswerAsync();

        Assert.Equal((8u, 9000), (_browser.Held.Epoch, _browser.Held.Records.Count));
    }

    [Fact]
    public async Task Dispose_WhileTheStreamIsRead_EndsIt()
    {
        var stream = await OpenAsync();

        _pump.Dispose();

        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task Show_HiddenMap_IsToldOncePerLongInterval()
    {
        var stream = await OpenAsync();
        await _circuit.InvokeAsync(() => _pump.Show(false));
        _lease.Report(++_vehicles);
        await _time.PassAsync(PushPace.HiddenInterval);

        await stream.TakeAsync();

        Assert.Equal(_vehicles, _browser.Held.Records.Count);
    }

    private async Task StartAsync()
    {
        _lease.Report(++_vehicles);
        await _circuit.InvokeAsync(() => _pump.Use(_lease));
        await _browser.AnswerAsync();
    }

    /// <summary>Two frames are called; then the stream is there and read.</summary>
    private async Task<ScriptedBrowser.StreamReader> OpenAsync()
    {
        await StartAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        _lease.Report(++_vehicles);
        await _browser.AnswerAsync();
        var stream = await _browser.StreamAsync();
        stream.Read();
        return stream;
    }

    private async Task TellAsync(ScriptedBrowser.StreamReader stream)
    {
        await _time.PassAsync(PushPace.FrameInterval);
        _lease.Report(++_vehicles);
        await stream.TakeAsync();
    }

    private Task Lose() => _connection.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);

    private Task Return() => _connection.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);
}
