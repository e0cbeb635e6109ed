using DispatchMap.Core.Feeds;
using DispatchMap.Web.Browsing;

namespace DispatchMap.Web.Maps;

/// <summary>
/// Carries a feed's fleet to one browser. There is no queue: the pump knows what the browser holds, waits until there is
/// more, sends what changed since, and waits for the answer before it looks again. A slow browser gets fewer, larger
/// deltas; a browser that does not answer gets nothing and costs nothing.
/// Used on one circuit's context only.
/// </summary>
internal sealed class FramePump(IFrameSink sink, CircuitConnection connection, TimeProvider time) : IDisposable
{
    /// <summary>At most about four frames a second: positions come every few seconds and the browser glides between them.</summary>
    public static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long one frame may take. The browser may still apply it later: the version check sorts that out.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    /// <summary>The pause after a frame without an answer, or after a snapshot that was refused, which must not become a loop.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private IFeedLease? _lease;
    private CancellationTokenSource _other = new();
    private FrameMark _held;

    /// <summary>Pumps from this feed from now on. The call that is under way is not cut short: one at a time.</summary>
    public void Use(IFeedLease lease)
    {
        if (ReferenceEquals(_lease, lease))
            return;
        _lease = lease;
        using var before = _other;
        _other = new();
        before.Cancel();
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
                // The connection, the feed or the answer is gone; the loop finds out what there is now.
                await Task.Delay(Pause, time, turn.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    public void Dispose() => _other.Dispose();

    private async Task PumpAsync(IFeedLease? lease, CancellationToken up, CancellationToken turn)
    {
        if (lease is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, turn);
            return;
        }
        while (true)
        {
            if (_held.Epoch == lease.Fleet.Epoch)
                await lease.WaitForChangeAsync(_held.Version, turn);
            var pause = await SendAsync(lease, up, turn) ? FrameInterval : Pause;
            await Task.Delay(pause, time, turn);
        }
    }

    /// <summary>Sends what is new; false when the browser refuses even a snapshot.</summary>
    private async Task<bool> SendAsync(IFeedLease lease, CancellationToken up, CancellationToken turn)
    {
        var snapshot = _held.Epoch != lease.Fleet.Epoch;
        foreach (var frame in lease.Fleet.EncodeSince(_held.Epoch, _held.Version))
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
}
