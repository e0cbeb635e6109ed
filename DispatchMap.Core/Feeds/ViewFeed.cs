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

    private readonly FeedTools _tools;
    private readonly CurrentFreshness _freshness;
    private readonly FeedIntake _intake;
    private readonly Seeder _seeder;
    private readonly FeedLife _life;
    private readonly Backoff _backoff;
    private readonly RetryWait _wait;
    private readonly AccountSeat _seat;
    private readonly AccountMemory? _memory;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Never linked from and without a timer, so it need not be disposed while somebody may still cancel it.</summary>
    private readonly CancellationTokenSource _letGo = new();

    private readonly bool _recalls;
    private volatile StreamRun? _run;
    private TimeSpan _interval;
    private long _awaited = long.MaxValue;

    /// <param name="body">What it believes at first, which is nothing, or what the feed whose place it shall take does.</param>
    /// <param name="before">That feed; null for the first of a scope.</param>
    public ViewFeed(Scope scope, UpstreamLink link, FeedBody body, CurrentFreshness freshness, FeedTools tools, ViewFeed? before = null)
    {
        (Scope, Link, Body, _freshness, _tools, _memory, _recalls) = (scope, link, body, freshness, tools, link.Memory, before is null);
        _interval = TimeSpan.FromSeconds(scope.MinIntervalSeconds);
        _intake = new(
            scope, Fleet, Clock, Counters, tools.Time, tools.Options.PublishInterval, link.Memory, new(tools.Options, tools.Time))
        {
            Pause = 2 * StreamRun.LongestHeartbeat, // Until a stream says better.
        };
        _life = new(scope, Fleet, _intake, Clock, tools, holds: before?.Body != body);
        _seeder = new(
            scope, link.Lists, _intake, Fleet, Clock, Counters, tools, new(link.Account, streams: false, new(tools.Time)), _life.Seeded,
            LookWhetherReady, link.Memory);
        _backoff = tools.NewBackoff();
        _wait = new(tools.Time);
        _seat = new(link.Account, streams: true, _wait);
    }

    public Scope Scope { get; }

    public UpstreamLink Link { get; }

    public FeedBody Body { get; }

    public FleetState Fleet => Body.Fleet;

    /// <summary>
    /// Completes when it has all of its scope, Live or waiting for a stream that others of its account have: then it may take the
    /// place of another.
    /// </summary>
    public Task Ready => _ready.Task;

    public FeedStatus Status
    {
        get
        {
            var status = _life.Status;
            return status with
            {
                NextAttemptAt = _wait.Until ?? _seat.TurnAt ?? (status.Frozen && HasStream ? _seeder.NextAttemptAt : null),
                Shedding = _intake.Strain.Words,
                Throttled = status.Frozen && _seat.Account.IsThrottled,
            };
        }
    }

    public FeedCounts Counts => Counters.Counts();

    public FeedRates Rates => Counters.Rates();

    public int Streams => Counters.Streams;

    /// <summary>Then only the positions keep it from being Live.</summary>
    private bool HasStream => _run is { Completion.IsCompleted: false };

    private VendorClock Clock => Body.Clock;

    private FeedCounters Counters => Body.Counters;

    /// <summary>Cuts the present wait short, but for what the vendor asked for.</summary>
    public void RetryNow()
    {
        _seat.Account.Cut(_seat);
        _wait.Cut();
        _seeder.RetryNow();
    }

    /// <summary>Gets ready to be shown in the place of another: takes its fleet, if that is the same, and goes on with its phase.</summary>
    public void TakeOver(ViewFeed before)
    {
        if (Body == before.Body)
            _life.TakeOver(before._life);
    }

    /// <summary>Has readers of the other one, in whose place it is shown now, look again.</summary>
    public void FollowOn(ViewFeed before)
    {
        if (Body == before.Body)
            return;
        Fleet.ContinueAfter(before.Fleet.Version);
        before.Fleet.Publish(always: true);
    }

    /// <summary>Ends <see cref="RunAsync"/>, or has it end at once when it begins.</summary>
    public void LetGo() => _letGo.Cancel();

    /// <summary>Runs the feed, once, until it is let go of or cancelled. Survives everything else.</summary>
    public async Task RunAsync(CancellationToken lifetime)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lifetime, _letGo.Token);
        var stop = either.Token;
        _seeder.Request();
        var seeding = _seeder.RunAsync(stop);
        var ticking = TickAsync(stop);
        var recalling = RecallAsync(stop);
        var watching = WatchGroupsAsync(stop);
        await StreamAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(seeding, ticking, recalling, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
                // No vehicle grows old by what we slept through.
                if (_run?.GiveUpIfSilent() == true)
                    continue;

                UseRules();
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
            if (_recalls && _memory is not null && await _memory.RecallAsync(Scope, stop) is { } known)
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

    /// <summary>Looks more often than the groups are read: that may have been a while before its own look.</summary>
    private async Task WatchGroupsAsync(CancellationToken stop)
    {
        if (Scope.GroupIds.IsEmpty)
            return;
        using var timer = new PeriodicTimer(_tools.Options.GroupsMaxAge / 5, _tools.Time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            // Before it is Live there is a reading to come, or the vendor is in trouble.
            if (_life.Status.Phase != FeedPhase.Live || _seeder.Filter is not { } read)
                continue;
            try
            {
                if (!(await Link.Lists.FilterAsync(Scope, stop)).HasMembersOf(read))
                    ReadAnew();
            }
            catch (UpstreamException)
            {
                // They have never been read. The next look may succeed.
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                Log.Fault(_tools.Logger, Scope.Key, fault.GetType().Name, fault.StackTrace);
            }
        }
    }

    /// <summary>Reads the lists again. Whom they do not name, and no stream meanwhile, has left.</summary>
    private void ReadAnew()
    {
        Fleet.BeginRound();
        _seeder.Request();
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
