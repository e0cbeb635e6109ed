using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// A feed's phase, and with it whether the fleet is frozen. Told what happened to the stream and to the seeding, it makes the
/// guarded transitions; nobody else does.
/// </summary>
internal sealed partial class FeedLife : IDisposable
{
    /// <summary>How often a frozen fleet shows what its stream brings while the positions cannot be read.</summary>
    private static readonly TimeSpan NewsInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Scope _scope;
    private readonly FleetState _fleet;
    private readonly FeedIntake _intake;
    private readonly VendorClock _clock;
    private readonly FeedTools _tools;
    private readonly ITimer _blink;
    private readonly ITimer _patience;
    private FeedPhase _phase = FeedPhase.Seeding;
    private DateTimeOffset _since;
    private DateTimeOffset _lostAt;
    private DateTimeOffset _asOf;
    private string? _reason;
    private Recollection? _known;
    private bool _holds;
    private bool _connected;
    private long _seeded;
    private long _awaited;

    /// <param name="holds">Whether the fleet is its own to freeze; otherwise another life has it until <see cref="TakeOver"/>.</param>
    public FeedLife(Scope scope, FleetState fleet, FeedIntake intake, VendorClock clock, FeedTools tools, bool holds = true)
    {
        (_scope, _fleet, _intake, _clock, _tools, _holds) = (scope, fleet, intake, clock, tools, holds);
        _since = _lostAt = tools.Time.GetUtcNow();
        _blink = tools.Time.CreateTimer(_ => BlinkOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _patience = tools.Time.CreateTimer(_ => PatienceOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The status but for the next attempt, which is the feed's to know.</summary>
    public FeedStatus Status
    {
        get
        {
            lock (_gate)
            {
                return new(
                    _phase,
                    _since,
                    _intake.LastMessageAt,
                    _intake.TruthAt is null || !IsFrozen ? _intake.TruthAt : _asOf,
                    null,
                    _phase is FeedPhase.Interrupted or FeedPhase.Blocked ? _reason : null,
                    _clock.Offset,
                    _phase == FeedPhase.Live ? _since : null);
            }
        }
    }

    /// <summary>
    /// What is remembered from an earlier time: shown frozen once the vendor fails to answer, and not at all if it answers.
    /// </summary>
    public void Remembered(Recollection known)
    {
        lock (_gate)
        {
            if (_intake.TruthAt is not null)
                return;
            _known = known;
            if (_phase == FeedPhase.Seeding)
                _blink.Change(_tools.Options.Blink, Timeout.InfiniteTimeSpan);
            else if (_phase is FeedPhase.Interrupted or FeedPhase.Blocked)
                Freeze();
        }
    }

    /// <summary>A stream is there. A frozen fleet thaws when what was missed has been read as well.</summary>
    /// <param name="seedRequest">The reading that is asked for after this.</param>
    public void Connected(long seedRequest)
    {
        lock (_gate)
        {
            _connected = true;
            _awaited = seedRequest;
            if (ChangeState(FeedPhase.Connecting, FeedPhase.Live) || _phase == FeedPhase.Live)
                return;

            _reason = "Connected again, reading the positions.";
            _patience.Change(_tools.Options.SeedPatience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The positions of a reading are in the fleet.</summary>
    /// <param name="complete">Whether they are all there are: only then does silence about a vehicle say something.</param>
    public void Seeded(long request, bool complete)
    {
        lock (_gate)
        {
            if (complete)
                _seeded = request;
            if (ChangeState(FeedPhase.Seeding, _connected ? FeedPhase.Live : FeedPhase.Connecting) || !IsFrozen)
                return;
            if (_connected && _seeded >= _awaited)
                Resume();
            else
                // While the stream is away news hold as of now, and stand still again; half of them say nothing of the rest.
                Hold(complete ? AsOf : _asOf);
        }
    }

    /// <summary>The stream was lost, or could not be had. A Live feed has a moment to get it back before anyone is told.</summary>
    public void Lost(StreamEnd end)
    {
        lock (_gate)
        {
            var had = _connected;
            _connected = false;
            if (had)
                _lostAt = _tools.Time.GetUtcNow();
            _reason = end.Reason;
            if (end.Failure is { NeedsAdmin: true })
            {
                if (_phase != FeedPhase.Blocked && ChangeState(_phase, FeedPhase.Blocked))
                    Freeze();
            }
            else if (_phase == FeedPhase.Live && !end.IsSilence)
            {
                if (had)
                    _blink.Change(_tools.Options.Blink, Timeout.InfiniteTimeSpan);
            }
            else
            {
                Interrupt();
            }
        }
    }

    /// <summary>
    /// Takes the fleet over from the life that had it. Who was Live stays Live: what this one still waits for, if anything, is the
    /// stream that the other gives up now.
    /// </summary>
    public void TakeOver(FeedLife before)
    {
        var (phase, since) = before.Yield();
        lock (_gate)
        {
            _holds = true;
            if (phase == FeedPhase.Live && _phase is FeedPhase.Live or FeedPhase.Interrupted)
            {
                if (ChangeState(FeedPhase.Interrupted, FeedPhase.Live))
                {
                    _lostAt = _tools.Time.GetUtcNow();
                    _blink.Change(_tools.Options.Blink, Timeout.InfiniteTimeSpan);
                }

                _since = since;
            }

            if (IsFrozen)
                Freeze();
            else
                _fleet.Thaw();
        }
    }

    /// <summary>The feed was let go of.</summary>
    public void Stopped()
    {
        lock (_gate)
        {
            _connected = false;
            ChangeState(_phase, FeedPhase.Stopped);
            Freeze();
        }
    }

    public void Dispose()
    {
        _blink.Dispose();
        _patience.Dispose();
    }

    private bool IsFrozen => _phase is FeedPhase.Interrupted or FeedPhase.Blocked or FeedPhase.Stopped;

    private DateTimeOffset AsOf => _intake.TruthAt ?? _clock.Now;

    private (FeedPhase Phase, DateTimeOffset Since) Yield()
    {
        lock (_gate)
        {
            _holds = false;
            return (_phase, _since);
        }
    }

    private void BlinkOver()
    {
        lock (_gate)
        {
            if (!_connected && _phase == FeedPhase.Live)
            {
                Interrupt();
                _since = _lostAt;
            }
            else if (_phase == FeedPhase.Seeding && _known is not null && _intake.TruthAt is null)
            {
                _reason ??= "The vendor has not answered yet.";
                Interrupt();
            }
        }
    }

    private void PatienceOver()
    {
        lock (_gate)
        {
            if (!_connected || ChangeState(FeedPhase.Seeding, FeedPhase.Live) || !IsFrozen)
                return;

            // Who reports is shown. The others stand where they stood: that we have not heard of them is our blindness still.
            _reason = "Connected again, but the positions could not be read yet.";
            Hold(_asOf);
            _patience.Change(NewsInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private void Interrupt()
    {
        if (_phase is not (FeedPhase.Interrupted or FeedPhase.Stopped) && ChangeState(_phase, FeedPhase.Interrupted))
            Freeze();
    }

    private void Freeze()
    {
        if (_known is not null)
            _intake.Take(_known);
        _known = null;
        Hold(AsOf);
    }

    private void Hold(DateTimeOffset asOf)
    {
        _asOf = asOf;
        if (_holds)
            _fleet.Freeze(asOf);
    }

    private void Resume()
    {
        if ((ChangeState(FeedPhase.Interrupted, FeedPhase.Live) || ChangeState(FeedPhase.Blocked, FeedPhase.Live)) && _holds)
            _fleet.Thaw();
    }

    private bool ChangeState(FeedPhase expected, FeedPhase next)
    {
        if (_phase != expected || _phase == FeedPhase.Stopped)
            return false;

        _phase = next;
        _since = _tools.Time.GetUtcNow();
        if (next is FeedPhase.Connecting or FeedPhase.Live or FeedPhase.Stopped)
            _known = null;
        Log.Phase(_tools.Logger, _scope.Key, expected, next, next is FeedPhase.Interrupted or FeedPhase.Blocked ? _reason ?? "" : "");
        if (next is FeedPhase.Connecting or FeedPhase.Live)
            _fleet.Publish(always: true);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Feed {Scope}: {Before} → {Now} {Reason}")]
        public static partial void Phase(ILogger logger, string scope, FeedPhase before, FeedPhase now, string reason);
    }
}
