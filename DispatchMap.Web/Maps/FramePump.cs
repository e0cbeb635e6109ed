using System.Collections.Immutable;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Frames;
using DispatchMap.Web.Browsing;

namespace DispatchMap.Web.Maps;

/// <summary>
/// Carries a feed's fleet to one browser. There is no queue: the pump knows what the browser will hold, waits until there is
/// more, and sends what changed since. Now and then it waits for the browser to say what it holds. A slow browser gets fewer,
/// larger deltas; a browser that does not answer gets nothing and costs nothing; a map that nobody sees is told now and then.
/// Of a large fleet a browser is told what it sees.
/// Used on one circuit's context. Frames go out beside it, so that a frame is not held up by the page nor the page by a frame.
/// </summary>
internal sealed class FramePump(IFrameSink sink, CircuitConnection connection, PushPace pace, PageTimers timers, TimeProvider time) : IDisposable
{
    /// <summary>
    /// How long one frame may take while there is a connection. A browser that stalls for a minute then has few frames waiting
    /// and is sent one delta, not all that was tried meanwhile.
    /// </summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(5);

    /// <summary>The pause after a frame without an answer, or after a snapshot that was refused, which must not become a loop.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>So many frames may be on their way: after each snapshot and every so many deltas the browser says what it holds.</summary>
    public const int MaxOnTheWay = 4;

    /// <summary>From so many vehicles on a browser is told only what it sees.</summary>
    public const int MaxWhole = 10_000;

    /// <summary>A fleet that has been large stays so until it is clearly smaller.</summary>
    private const int MinPartial = MaxWhole * 9 / 10;

    /// <summary>Timers know nothing shorter.</summary>
    private static readonly TimeSpan OneTick = TimeSpan.FromMilliseconds(1);

    private readonly PushPace.Seat _seat = pace.Enter();
    private readonly PageTimer _timer = timers.Create();
    private readonly long _start = time.GetTimestamp();
    private readonly FleetWindow _window = new();
    private IFeedLease? _lease;
    private CancellationTokenSource _other = new();
    private FrameMark _held;
    private int _onTheWay;
    private TimeSpan _due;
    private bool _ended;

    // Written on the circuit's context or beside it, and read on the other side.
    private readonly Lock _lock = new();
    private CancellationTokenSource _look = new();
    private volatile Sight _sight = new(null, []);
    private volatile bool _shown = true;
    private volatile bool _partial;

    /// <summary>Whether the browser is told only what it sees.</summary>
    public bool Partial => _partial;

    private CancellationToken UntilLook
    {
        get
        {
            lock (_lock)
                return _look.Token;
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Raised on any thread when <see cref="Partial"/> has become true, before the first frame.</summary>
    public event Action? BecamePartial;

    /// <summary>Pumps from this feed from now on. The call that is under way is not cut short: one at a time.</summary>
    public void Use(IFeedLease lease)
    {
        if (ReferenceEquals(_lease, lease))
            return;
        _lease = lease;
        // A map that is being taken down may still be given one.
        if (!_ended)
            Renew(ref _other);
    }

    /// <summary>What the browser sees, and which vehicles it shows wherever they are.</summary>
    public void LookAt(MapArea? area, ImmutableArray<long> always)
    {
        if (area == _sight.Area && always.SequenceEqual(_sight.Always))
            return;
        _sight = new(area, always);
        if (Partial)
            Look();
    }

    /// <summary>Whether anybody can see the map.</summary>
    public void Show(bool shown)
    {
        _shown = shown;
        Look();
    }

    /// <summary>Runs until stopped. Throws only what is a fault of the program.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await connection.WhenUp.WaitAsync(stop);
            // While the connection is down nothing is in flight: whatever was will never be answered.
            using var up = CancellationTokenSource.CreateLinkedTokenSource(stop, connection.UntilDown);
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(up.Token, _other.Token);
            using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            using var call = CancellationTokenSource.CreateLinkedTokenSource(up.Token, limit.Token);
            await using var end = turn.Token.UnsafeRegister(timer => ((PageTimer)timer!).Ring(), _timer);
            try
            {
                await PumpAsync(_lease, new(limit, call.Token), turn.Token);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested && Teardown.Explains(exception))
            {
                // The connection, the feed or the answer is gone; the loop finds out what there is now.
                await Task.Delay(Pause, time, turn.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    public void Dispose()
    {
        _ended = true;
        _seat.Dispose();
        _timer.Dispose();
        _other.Dispose();
        _look.Dispose();
    }

    private async Task PumpAsync(IFeedLease? lease, Call call, CancellationToken turn)
    {
        if (lease is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, turn);
            return;
        }
        try
        {
            // Which vehicles of a large fleet it holds it does not say.
            _held = await AnswerAsync(sink.OpenAsync, call) is var held && Partial ? default : held;
            await Task.Run(() => KeepTellingAsync(lease, call, turn), turn);
        }
        finally
        {
            sink.Close();
        }
    }

    private async Task KeepTellingAsync(IFeedLease lease, Call call, CancellationToken turn)
    {
        while (true)
        {
            await WaitForNewsAsync(lease, turn);
            // A wait ends up to a grain late: the next is counted from when this one should have ended.
            var begun = Now;
            var from = begun >= _due && begun - _due <= pace.Grain ? _due : begun;
            var fitted = await SendAsync(lease, call, turn);
            var took = Now - begun;
            if (!fitted)
                await Task.Delay(Pause, time, turn);
            while ((_due = Due(from, begun, took)) - Now is var rest && rest >= OneTick)
            {
                // Or until somebody looks elsewhere, or the turn is over.
                await _timer.WaitAsync(rest);
                turn.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>When the next frame may be sent; a browser that takes its time over a frame is left alone for as long again.</summary>
    private TimeSpan Due(TimeSpan from, TimeSpan begun, TimeSpan took)
    {
        var interval = _seat.Interval(_shown);
        var (paced, polite) = (from + interval, begun + took + (took < interval ? took : interval));
        return paced > polite ? paced : polite;
    }

    private async Task WaitForNewsAsync(IFeedLease lease, CancellationToken turn)
    {
        // Taken before the look at what there is: what comes after it ends the wait.
        var look = UntilLook;
        Judge(lease.Fleet);
        if (_held.Epoch != lease.Fleet.Epoch || lease.Fleet.Version > _held.Version || (Partial && _window.HasMoved))
            return;
        await UntilNewsOrLookAsync(lease, look, turn);
        if (_seat.Turn is var others && others >= OneTick)
            await _timer.WaitAsync(others);
        turn.ThrowIfCancellationRequested();
        Judge(lease.Fleet);
    }

    /// <summary>A fleet may grow large, and a large one small; and somebody may look elsewhere.</summary>
    private void Judge(IFleetView fleet)
    {
        var sight = _sight;
        _window.LookAt(sight.Area, sight.Always);
        var partial = fleet.Count > (Partial ? MinPartial : MaxWhole);
        if (partial == Partial)
            return;
        (_partial, _held) = (partial, default);
        if (partial)
            BecamePartial?.Invoke();
    }

    private async Task UntilNewsOrLookAsync(IFeedLease lease, CancellationToken look, CancellationToken turn)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(turn, look);
        try
        {
            await lease.WaitForChangeAsync(_held.Version, either.Token);
        }
        catch (OperationCanceledException) when (!turn.IsCancellationRequested && look.IsCancellationRequested)
        {
        }
    }

    /// <summary>Sends what is new; false when the browser refuses even a snapshot.</summary>
    private async Task<bool> SendAsync(IFeedLease lease, Call call, CancellationToken turn)
    {
        var snapshot = _held.Epoch != lease.Fleet.Epoch;
        var frames = lease.Fleet.EncodeSince(_held.Epoch, _held.Version, Partial ? _window : null);
        for (var i = 0; i < frames.Count; i++)
        {
            turn.ThrowIfCancellationRequested();
            _held = FrameMark.After(frames[i]);
            if (++_onTheWay < MaxOnTheWay && !(snapshot && i == frames.Count - 1))
            {
                await sink.SendAsync(frames[i], call.Token);
                continue;
            }
            if (await AskAsync(frames[i], call) == _held)
                continue;
            _held = default;
            return !snapshot;
        }
        return true;
    }

    private Task<FrameMark> AskAsync(byte[] frame, Call call) => AnswerAsync(token => sink.AskAsync(frame, token), call);

    /// <summary>What the browser says it holds; then nothing is on its way.</summary>
    private async Task<FrameMark> AnswerAsync(Func<CancellationToken, Task<FrameMark>> ask, Call call)
    {
        call.Limit.CancelAfter(AnswerLimit);
        var held = await ask(call.Token);
        call.Limit.CancelAfter(Timeout.InfiniteTimeSpan);
        _onTheWay = 0;
        return held;
    }

    private void Look()
    {
        // A map that is being taken down may still say what it sees.
        if (_ended)
            return;
        _timer.Ring();
        Renew(ref _look);
    }

    private void Renew(ref CancellationTokenSource source)
    {
        CancellationTokenSource before;
        lock (_lock)
            (before, source) = (source, new());
        using (before)
            before.Cancel();
    }

    /// <summary>What ends a wait for the browser: the connection's end, or the limit, which is one for all answers and set anew for each.</summary>
    private readonly record struct Call(CancellationTokenSource Limit, CancellationToken Token);

    /// <summary>What the browser sees, and which vehicles it shows wherever they are.</summary>
    private sealed record Sight(MapArea? Area, ImmutableArray<long> Always);
}
