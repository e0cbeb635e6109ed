using System.Collections.Immutable;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Frames;
using DispatchMap.Web.Browsing;

namespace DispatchMap.Web.Maps;

/// <summary>
/// Carries a feed's fleet to one browser. There is no queue: the pump knows what the browser holds, waits until there is
/// more, sends what changed since, and waits for the answer before it looks again. A slow browser gets fewer, larger
/// deltas; a browser that does not answer gets nothing and costs nothing; a map that nobody sees is told now and then. Of a
/// large fleet a browser is told what it sees.
/// Used on one circuit's context only.
/// </summary>
internal sealed class FramePump(IFrameSink sink, CircuitConnection connection, PushPace pace, TimeProvider time) : IDisposable
{
    /// <summary>
    /// How long one frame may take while there is a connection. A browser that stalls for a minute then has one frame waiting and
    /// is sent one delta, not all that was tried meanwhile. It may still apply it later: the version check sorts that out.
    /// </summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(5);

    /// <summary>The pause after a frame without an answer, or after a snapshot that was refused, which must not become a loop.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>From so many vehicles on a browser is told only what it sees.</summary>
    public const int MaxWhole = 10_000;

    /// <summary>A fleet that has been large stays so until it is clearly smaller.</summary>
    private const int MinPartial = MaxWhole * 9 / 10;

    /// <summary>Timers know nothing shorter.</summary>
    private static readonly TimeSpan OneTick = TimeSpan.FromMilliseconds(1);

    private readonly PushPace.Seat _seat = pace.Enter();
    private readonly FleetWindow _window = new();
    private IFeedLease? _lease;
    private CancellationTokenSource _other = new();
    private CancellationTokenSource _look = new();
    private FrameMark _held;
    private long _sentAt;
    private bool _shown = true;
    private bool _ended;

    /// <summary>Whether the browser is told only what it sees.</summary>
    public bool Partial { get; private set; }

    /// <summary>Raised when <see cref="Partial"/> has become true, before the first frame.</summary>
    public event Action? BecamePartial;

    /// <summary>Pumps from this feed from now on. The call that is under way is not cut short: one at a time.</summary>
    public void Use(IFeedLease lease)
    {
        if (ReferenceEquals(_lease, lease))
            return;
        _lease = lease;
        Renew(ref _other);
    }

    /// <summary>What the browser sees, and which vehicles it shows wherever they are.</summary>
    public void LookAt(MapArea? area, ImmutableArray<long> always)
    {
        _window.LookAt(area, always);
        if (Partial && _window.HasMoved)
            Renew(ref _look);
    }

    /// <summary>Whether anybody can see the map.</summary>
    public void Show(bool shown)
    {
        _shown = shown;
        Renew(ref _look);
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
            try
            {
                await PumpAsync(_lease, up.Token, turn.Token);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested && Teardown.Explains(exception))
            {
                // The connection, the feed or the answer is gone; the loop finds out what there is now. Which vehicles of a large
                // fleet the browser holds by now is not known.
                if (Partial)
                    _held = default;
                await Task.Delay(Pause, time, turn.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    public void Dispose()
    {
        _ended = true;
        _seat.Dispose();
        _other.Dispose();
        _look.Dispose();
    }

    private async Task PumpAsync(IFeedLease? lease, CancellationToken up, CancellationToken turn)
    {
        if (lease is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, turn);
            return;
        }
        while (true)
        {
            await WaitForNewsAsync(lease, turn);
            var fitted = await SendAsync(lease, up, turn);
            _sentAt = time.GetTimestamp();
            if (!fitted)
                await Task.Delay(Pause, time, turn);
            while (_seat.Interval(_shown) - time.GetElapsedTime(_sentAt) is var rest && rest >= OneTick)
                await UntilLookAsync(look => Task.Delay(rest, time, look), turn);
        }
    }

    private async Task WaitForNewsAsync(IFeedLease lease, CancellationToken turn)
    {
        Judge(lease.Fleet);
        if (_held.Epoch != lease.Fleet.Epoch || lease.Fleet.Version > _held.Version || (Partial && _window.HasMoved))
            return;
        await UntilLookAsync(look => lease.WaitForChangeAsync(_held.Version, look), turn);
        if (_seat.Turn is var others && others >= OneTick)
            await Task.Delay(others, time, turn);
        Judge(lease.Fleet);
    }

    /// <summary>A fleet may grow large, and a large one small.</summary>
    private void Judge(IFleetView fleet)
    {
        var partial = fleet.Count > (Partial ? MinPartial : MaxWhole);
        if (partial == Partial)
            return;
        (Partial, _held) = (partial, default);
        if (partial)
            BecamePartial?.Invoke();
    }

    /// <summary>Waits for something, or until somebody looks elsewhere.</summary>
    private async Task UntilLookAsync(Func<CancellationToken, Task> wait, CancellationToken turn)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(turn, _look.Token);
        try
        {
            await wait(look.Token);
        }
        catch (OperationCanceledException) when (!turn.IsCancellationRequested && look.IsCancellationRequested)
        {
        }
    }

    /// <summary>Sends what is new; false when the browser refuses even a snapshot.</summary>
    private async Task<bool> SendAsync(IFeedLease lease, CancellationToken up, CancellationToken turn)
    {
        var snapshot = _held.Epoch != lease.Fleet.Epoch;
        foreach (var frame in lease.Fleet.EncodeSince(_held.Epoch, _held.Version, Partial ? _window : null))
        {
            turn.ThrowIfCancellationRequested();
            if (!await ApplyAsync(frame, up))
            {
                _held = default;
                return !snapshot;
            }
            _held = FrameMark.After(frame);
        }
        return true;
    }

    private async Task<bool> ApplyAsync(byte[] frame, CancellationToken up)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(up, limit.Token);
        return await sink.ApplyAsync(frame, call.Token);
    }

    private void Renew(ref CancellationTokenSource source)
    {
        // A map that is being taken down may still say what it sees.
        if (_ended)
            return;
        using var before = source;
        source = new();
        before.Cancel();
    }
}
