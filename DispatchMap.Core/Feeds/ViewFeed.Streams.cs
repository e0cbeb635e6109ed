using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>How a feed keeps a stream: opens it, replaces it before it expires, and tries again when it is lost.</summary>
internal sealed partial class ViewFeed
{
    private async Task StreamAsync(CancellationToken stop)
    {
        while (true)
        {
            var end = await EndOfStreamAsync(stop);
            _wait.Expect();
            _life.Lost(end);
            Counters.Reconnect(end.Code);
            Log.Lost(_tools.Logger, Scope.Key, end.Reason);
            Flowed(end.Flowed);
            if (end is { Orderly: true, IsStandby: false } && end.Lasted >= _tools.Options.ShortestTerm)
                continue;

            do
            {
                if (end.IsStandby)
                    ReadAnew();
                var wait = end.IsStandby ? _tools.Options.SecondStreamRetry
                    : end.Failure is { NeedsAdmin: true } ? _tools.Options.BlockedProbe
                    : _backoff.Next();
                await _wait.WaitAsync(RetryAfter.Of(end.Failure), wait, Waiting, stop);
            }
            while (end.IsStandby && _seat.IsStandby);

            void Waiting()
            {
                Fleet.Publish(always: true);

                // What it waits for may have been over before there was a wait to cut.
                if ((end.IsHeldUp && !_seat.IsHeldUp) || (end.IsStandby && !_seat.IsStandby))
                    _wait.Cut();
            }
        }
    }

    private void Flowed(TimeSpan time)
    {
        if (time < _tools.Options.BackoffResetAfter)
            return;
        _backoff.Reset();
        _seat.Account.Flowed();
    }

    private async Task<StreamEnd> EndOfStreamAsync(CancellationToken stop)
    {
        try
        {
            return await RunStreamAsync(stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.Fault(_tools.Logger, Scope.Key, fault.GetType().Name, fault.StackTrace);
            return StreamEnd.Fault;
        }
    }

    /// <summary>Runs a stream, and the next ones that replace it without a gap, until one is lost.</summary>
    private async Task<StreamEnd> RunStreamAsync(CancellationToken stop)
    {
        await _seat.TurnAsync(HeldUp, stop);
        var (run, refusal) = await TryOpenAsync(stop);
        var seamless = false;
        while (run is not null)
        {
            StreamRun? next = null;
            try
            {
                Connected(run, seamless);
                next = await NextAsync(run, stop);
                if (next is null)
                    return await EndedAsync(run);

                Counters.Rotation();
                seamless = await IsSeamlessAsync(run, stop);
            }
            finally
            {
                await run.DisposeAsync();
                Counters.StreamClosed();
            }

            run = next;
        }

        return refusal;
    }

    /// <summary>
    /// Whether all has come that a stream said until the next one was there, and all that the vendor held back then, because the
    /// stream's interval had not passed: the next one does not make up for it. A dead link looks open: only a message, or a close, says so.
    /// </summary>
    private async Task<bool> IsSeamlessAsync(StreamRun run, CancellationToken stop)
    {
        // Nothing is awaited, so nothing depends on it.
        if (_life.Status.Phase == FeedPhase.Live)
            return !run.Completion.IsCompleted;
        var interval = Task.Delay(run.Stream.MinInterval, _tools.Time, stop);
        if (await Task.WhenAny(interval, run.Completion) != interval)
            return false;
        await interval;
        await Task.WhenAny(run.HeardAgainAsync(), run.Completion).WaitAsync(stop);
        return !run.Completion.IsCompleted || (await run.Completion).Orderly;
    }

    /// <summary>The stream that takes over while the present one still runs, or null when the present one ended before there was one.</summary>
    private async Task<StreamRun?> NextAsync(StreamRun run, CancellationToken stop)
    {
        while (!run.Completion.IsCompleted)
        {
            Flowed(run.Flowed);
            var left = _seat.Account.IsFull ? null : run.RotateIn(Clock);
            if (left <= TimeSpan.Zero && _seat.Account.IsInTrouble)
            {
                left = _tools.Options.ShortestTerm;
            }
            else if (left <= TimeSpan.Zero)
            {
                var opening = TryOpenAsync(stop);
                if (await Task.WhenAny(opening, run.Completion) != opening)
                {
                    // The next stream may have to wait for the account's budget, and this feed is blind until it has it.
                    _life.Lost(await EndedAsync(run));
                }

                var (next, refusal) = await opening;
                if (next is not null)
                    return next;

                // Refused while one is open: the vendor allows no further one at a time. Anything else may pass.
                if (!run.Completion.IsCompleted && refusal.Failure?.Failure is UpstreamFailure.Refused or UpstreamFailure.Forbidden)
                    _seat.Account.RefusedBeside();
                Log.NotRotated(_tools.Logger, Scope.Key, refusal.Reason);
                var pause = RetryAfter.Of(refusal.Failure);
                left = pause > _tools.Options.ShortestTerm ? pause : _tools.Options.ShortestTerm;
            }

            var look = left < ClockLook ? left.Value : ClockLook;
            await ((Task)run.Completion).WaitAsync(look, _tools.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }

        return null;
    }

    /// <param name="seamless">
    /// Whether nothing fell between it and the stream before. Then a frozen feed goes on waiting for the reading it waits for already: one that takes
    /// longer than a stream lives, because it has many pages and the budget is spent, would else never be the awaited one.
    /// </param>
    private void Connected(StreamRun run, bool seamless)
    {
        _run = run;
        _interval = run.Stream.MinInterval;
        UseRules();
        if (!seamless)
        {
            // Before the seeder is woken: a reading that is over before anybody awaits it would be awaited for ever.
            Interlocked.Exchange(ref _awaited, _seeder.Next);
            _life.Connected(_seeder.Next);
        }

        _seeder.Request();
    }

    private void UseRules() => Fleet.Use(FreshnessRules.For(_freshness.Value, _interval));

    private void LookWhetherReady(long seeded)
    {
        var isLive = _life.Status.Phase == FeedPhase.Live && seeded >= Interlocked.Read(ref _awaited);
        if (isLive || (_seat.IsLeftOut && _seat.Account.IsFull))
            _ready.TrySetResult();
    }

    private async Task<StreamEnd> EndedAsync(StreamRun run)
    {
        var end = await run.Completion;
        return _seat.Account.Ended(_seat, end, run.WasCutShort(end, Clock));
    }

    private async Task<(StreamRun? Run, StreamEnd Refusal)> TryOpenAsync(CancellationToken stop)
    {
        var account = _seat.Account;
        if (account.Opening(_seat) is { } standby)
            return (null, standby);
        try
        {
            // Whoever the new stream names belongs to the new round, so the seeding after it leaves them alone.
            Fleet.BeginRound();
            var run = await StreamRun.OpenAsync(Link.Client, Scope, _intake, _tools, stop);
            Counters.StreamOpened();
            account.Succeeded(_seat);
            return (run, StreamEnd.Fault);
        }
        catch (UpstreamException failure)
        {
            return (null, account.Failed(_seat, failure));
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.Fault(_tools.Logger, Scope.Key, fault.GetType().Name, fault.StackTrace);
            return (null, account.Failed(_seat, null));
        }
    }

    private void HeldUp(UpstreamException trouble)
    {
        _life.Lost(StreamEnd.Of(trouble));
        Fleet.Publish(always: true);
    }
}
