using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// The live stream of a scope: seeds and streams at the same time, replaces each stream before it expires, and when it has lost
/// one tries until it has another.
/// </summary>
internal sealed partial class ViewFeed : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>How long a look at the vendor's clock lasts when the expiry of a stream is awaited.</summary>
    private static readonly TimeSpan ClockLook = TimeSpan.FromSeconds(30);

    private readonly IMyCarTracksClient _client;
    private readonly FeedTools _tools;
    private readonly FreshnessOptions _freshness;
    private readonly VendorClock _clock;
    private readonly FeedCounters _counters;
    private readonly FeedIntake _intake;
    private readonly Seeder _seeder;
    private readonly FeedLife _life;
    private readonly Backoff _backoff;
    private readonly RetryWait _wait;
    private readonly AccountSeat _seat;
    private readonly AccountMemory? _memory;

    public ViewFeed(
        Scope scope, uint epoch, IMyCarTracksClient client, AccountLists lists, FeedAccounts accounts, FreshnessOptions freshness,
        FeedMetrics metrics, FeedTools tools, AccountMemory? memory = null)
    {
        Scope = scope;
        (_client, _tools, _freshness, _memory) = (client, tools, freshness, memory);
        _clock = new(tools.Time);
        _counters = new(metrics, tools.Time);
        var interval = TimeSpan.FromSeconds(scope.MinIntervalSeconds);
        Fleet = new(epoch, _clock, FreshnessRules.For(freshness, interval), tools.Options.MaxVehicles);
        _intake = new(scope, Fleet, _clock, _counters, tools.Time, tools.Options.PublishInterval, memory, new(tools.Options, tools.Time));
        _life = new(scope, Fleet, _intake, _clock, tools);
        _seeder = new(
            scope, lists, _intake, Fleet, _clock, _counters, tools, new(accounts, streams: false, new(tools.Time)), _life.Seeded, memory);
        _backoff = tools.NewBackoff();
        _wait = new(tools.Time);
        _seat = new(accounts, streams: true, _wait);
    }

    public Scope Scope { get; }

    public FleetState Fleet { get; }

    public FeedStatus Status => _life.Status with { NextAttemptAt = _wait.Until ?? _seat.TurnAt, Shedding = _intake.Strain.Words };

    public FeedCounts Counts => _counters.Counts();

    public FeedRates Rates => _counters.Rates();

    public int Streams => _counters.Streams;

    /// <summary>Cuts the present wait short, but for what the vendor asked for.</summary>
    public void RetryNow()
    {
        _seat.Account.Cut(_seat);
        _wait.Cut();
    }

    /// <summary>Runs the feed, once, until it is cancelled. Survives everything else.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        _seeder.Request();
        var seeding = _seeder.RunAsync(stop);
        var ticking = TickAsync(stop);
        var recalling = RecallAsync(stop);
        await StreamAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(seeding, ticking, recalling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _seat.Leave();
        _life.Stopped();
    }

    public void Dispose()
    {
        _life.Dispose();
        _intake.Dispose();
    }

    private async Task TickAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick, _tools.Time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                Fleet.RefreshFreshness();
                Fleet.Publish();
                if (_memory is not null && _life.Status is { Phase: FeedPhase.Live, TruthAt: { } truth })
                    _memory.NoteTruth(Scope, truth);
            }
            catch (Exception fault)
            {
                Log.Fault(_tools.Logger, Scope.Key, fault.GetType().Name, fault.StackTrace);
            }
        }
    }

    private async Task RecallAsync(CancellationToken stop)
    {
        try
        {
            if (_memory is not null && await _memory.RecallAsync(Scope, stop) is { } known)
                _life.Remembered(known);
        }
        catch (StoreException unusable)
        {
            Log.NothingRemembered(_tools.Logger, Scope.Key, unusable.Message);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.Fault(_tools.Logger, Scope.Key, fault.GetType().Name, fault.StackTrace);
        }
    }

    private async Task StreamAsync(CancellationToken stop)
    {
        while (true)
        {
            var end = await EndOfStreamAsync(stop);
            _life.Lost(end);
            _counters.Reconnect(end.Code);
            Log.Lost(_tools.Logger, Scope.Key, end.Reason);
            Flowed(end.Flowed);
            if (end.Orderly && end.Lasted >= _tools.Options.ShortestTerm)
                continue;

            do
            {
                if (end.IsStandby)
                    _seeder.Request();
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
        while (run is not null)
        {
            StreamRun? next = null;
            try
            {
                _life.Connected(_seeder.Request());
                Fleet.Use(FreshnessRules.For(_freshness, run.Stream.MinInterval));
                next = await NextAsync(run, stop);
                if (next is null)
                {
                    _seat.Account.Ended(_seat);
                    return await run.Completion;
                }

                _counters.Rotation();
            }
            finally
            {
                await run.DisposeAsync();
                _counters.StreamClosed();
            }

            run = next;
        }

        return refusal;
    }

    /// <summary>The stream that takes over while the present one still runs, or null when the present one ended before there was one.</summary>
    private async Task<StreamRun?> NextAsync(StreamRun run, CancellationToken stop)
    {
        while (!run.Completion.IsCompleted)
        {
            Flowed(run.Flowed);
            var left = _seat.Account.IsFull ? null : run.RotateIn(_clock);
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
                    _seat.Account.Ended(_seat);
                    _life.Lost(await run.Completion);
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

    private async Task<(StreamRun? Run, StreamEnd Refusal)> TryOpenAsync(CancellationToken stop)
    {
        var account = _seat.Account;
        try
        {
            // Whoever the new stream names belongs to the new round, so the seeding after it leaves them alone.
            Fleet.BeginRound();
            var run = await StreamRun.OpenAsync(_client, Scope, _intake, _tools, stop);
            _counters.StreamOpened();
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Feed {Scope}: no stream: {Reason}")]
        public static partial void Lost(ILogger logger, string scope, string reason);

        [LoggerMessage(LogLevel.Information, "Feed {Scope}: the next stream could not be opened beside the present one: {Reason}")]
        public static partial void NotRotated(ILogger logger, string scope, string reason);

        [LoggerMessage(LogLevel.Warning, "Feed {Scope}: starts without the last known positions: {Reason}")]
        public static partial void NothingRemembered(ILogger logger, string scope, string reason);

        // Not the exception itself: a message that nobody foresaw may quote an address with a token.
        [LoggerMessage(LogLevel.Error, "Feed {Scope} met a fault of ours: {Fault} {StackTrace}")]
        public static partial void Fault(ILogger logger, string scope, string fault, string? stackTrace);
    }
}
