using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// Takes what streams and lists say into the fleet, whichever stream it comes from: overlapping ones do no harm. Gathers the changes
/// of a short while into one version.
/// </summary>
internal sealed class FeedIntake : IDisposable
{
    private readonly Scope _scope;
    private readonly FleetState _fleet;
    private readonly VendorClock _clock;
    private readonly FeedCounters _counters;
    private readonly AccountMemory? _memory;
    private readonly StreamNames? _names;
    private readonly TimeProvider _time;
    private readonly TimeSpan _publishInterval;
    private readonly ITimer _publish;
    private long _lastMessage;
    private long _truth;
    private long _heard;
    private long _pause = long.MaxValue;
    private int _publishDue;
    private long _publishDueSince;

    public FeedIntake(
        Scope scope, FleetState fleet, VendorClock clock, FeedCounters counters, TimeProvider time, TimeSpan publishInterval,
        AccountMemory? memory = null, FeedStrain? strain = null)
    {
        (_scope, _fleet, _clock, _counters, _time, _publishInterval, Strain, _memory) =
            (scope, fleet, clock, counters, time, publishInterval, strain ?? new(new(), time), memory);
        _names = scope.GroupIds.IsEmpty ? null : new(time);
        _publish = time.CreateTimer(_ => Publish(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What it cannot take.</summary>
    public FeedStrain Strain { get; }

    /// <summary>When the last message of any kind came, by our clock; null before the first.</summary>
    public DateTimeOffset? LastMessageAt => Read(ref _lastMessage);

    /// <summary>The vendor's clock at the last time that it told us anything; null before the first.</summary>
    public DateTimeOffset? TruthAt => Read(ref _truth);

    /// <summary>
    /// How long a stream may say nothing and still count as unbroken. After more, only a list says how things are: what was
    /// missed, because we slept or the stream was away, no message repeats.
    /// </summary>
    public TimeSpan Pause
    {
        set => Interlocked.Exchange(ref _pause, value.Ticks);
    }

    /// <summary>Takes a message of a stream.</summary>
    public void Take(in StreamEvent message)
    {
        // The clock is asked once: several times as often would cost as much as the merge.
        var now = _time.GetTimestamp();
        _counters.Event(message.Kind, now);
        Strain.Busy(now);
        switch (message.Kind)
        {
            case StreamEventKind.Position when MayBeShown(message.Report.VehicleId):
                Take(message.Report, now);
                break;
            case StreamEventKind.Offline when MayBeShown(message.VehicleId):
                var lastSeenAt = message.At ?? _clock.Now;
                Count(Named(message.VehicleId, _fleet.ApplyOffline(message.VehicleId, lastSeenAt)));
                _memory?.NoteOffline(message.VehicleId, lastSeenAt, _clock.Now);
                break;
            case StreamEventKind.Heartbeat when message.At is { } sentAt && !Strain.IsBehind:
                _clock.ObserveSent(sentAt);
                break;
            case StreamEventKind.Invalid:
                _counters.Rejected(message.Code ?? "invalid");
                break;
        }

        Volatile.Write(ref _lastMessage, _time.GetUtcNow().UtcTicks);
        Heard(now);

        // Most find it due. That will do: they have merged, and the timer takes this back before it waits for the fleet's lock.
        if (Volatile.Read(ref _publishDue) != 0 || Interlocked.Exchange(ref _publishDue, 1) != 0)
            return;
        Volatile.Write(ref _publishDueSince, now);
        _publish.Change(_publishInterval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// A stream has nothing more to take just now. A version that is as good as due is published then, with all that it brought: the
    /// timer would wake a thread for itself a moment later, and what comes meanwhile is in the next version.
    /// </summary>
    public void CaughtUp()
    {
        Strain.CaughtUp();
        if (Volatile.Read(ref _publishDue) != 0 && _time.GetElapsedTime(Volatile.Read(ref _publishDueSince)) >= _publishInterval * 0.75)
            Publish();
    }

    /// <summary>Takes a list of vehicles, as far as the scope was meant to show them.</summary>
    /// <param name="asOf">When the list was asked for, by the vendor's clock.</param>
    public void Take(IReadOnlyList<VehicleEntry> entries, ScopeFilter filter, DateTimeOffset asOf)
    {
        foreach (var entry in entries)
        {
            if (entry.Report?.ReceivedAt is { } receivedAt)
                _clock.ObserveReceived(receivedAt);
        }

        foreach (var entry in entries)
        {
            var membership = filter.Of(entry);
            if (!Belongs(entry.VehicleId, membership, filter.GroupsReadAt))
            {
                // Its stream says no more of it, so it must not grow old until all lists have been read.
                if (membership != Membership.Unknown)
                    _fleet.Remove(entry.VehicleId);
                continue;
            }

            // A list mostly repeats what is known; only what cannot be shown is worth a count.
            if (_fleet.ApplyEntry(entry, asOf) is var outcome and not (MergeOutcome.Older or MergeOutcome.Duplicate))
                Count(outcome);
        }

        _names?.Forget(filter.GroupsReadAt);
        TellTruth(asOf, asOf - _clock.Ahead);
    }

    /// <summary>Takes what is remembered, unless the vendor has told anything by now.</summary>
    public void Take(Recollection known)
    {
        if (TruthAt is not null)
            return;
        _fleet.Recall(known);
        TellTruth(known.AsOf, known.AsOf - _clock.Ahead);
    }

    public void Dispose() => _publish.Dispose();

    private void Take(in VehicleReport report, long now)
    {
        if (report.ReceivedAt is { } receivedAt)
            _clock.ObserveReceived(receivedAt, now);
        Count(report, Named(report.VehicleId, _fleet.Apply(report, now)), now);
        _memory?.Note(report, new(_clock.NowTicksAt(now), TimeSpan.Zero), now);
    }

    private void Publish()
    {
        Interlocked.Exchange(ref _publishDue, 0);
        _fleet.Publish();
    }

    private bool MayBeShown(long vehicleId)
    {
        if (ScopeFilter.MayBeStreamed(_scope, vehicleId))
            return true;
        _counters.Rejected("outside the scope");
        return false;
    }

    private bool Belongs(long vehicleId, Membership membership, long groupsReadAt) => membership switch
    {
        Membership.Member => true,
        Membership.Unknown => _fleet.Has(vehicleId),
        Membership.StrangerThen => _names?.HasSince(vehicleId, groupsReadAt) == true,
        _ => false,
    };

    /// <summary>Notes whom the stream has named, as far as the fleet has it: that bounds the notes.</summary>
    private MergeOutcome Named(long vehicleId, MergeOutcome outcome)
    {
        if (outcome is not (MergeOutcome.Full or MergeOutcome.Invalid or MergeOutcome.Future))
            _names?.Note(vehicleId);
        return outcome;
    }

    private void Count(in VehicleReport report, MergeOutcome outcome, long timestamp)
    {
        if (outcome == MergeOutcome.Applied && report.ReceivedAt is { } receivedAt)
            _counters.Lag(report.RecordedAt, receivedAt, timestamp);
        Count(outcome);
    }

    private void Count(MergeOutcome outcome)
    {
        if (outcome != MergeOutcome.Applied)
            _counters.Rejected(NameOf(outcome));
        if (outcome == MergeOutcome.Full)
            Strain.LeftOut();
    }

    private void Heard(long timestamp)
    {
        // By the steady clock, as the vendor's may be corrected by any amount just now.
        var steady = _clock.SteadyAt(timestamp);
        if (TruthAt is null || steady.UtcTicks - Volatile.Read(ref _heard) <= Volatile.Read(ref _pause))
            TellTruth(steady + _clock.Ahead, steady);
    }

    private void TellTruth(DateTimeOffset at, DateTimeOffset steady)
    {
        // The clock may be corrected backwards; what was told stays told.
        Raise(ref _heard, steady.UtcTicks);
        Raise(ref _truth, at.UtcTicks);
        if (Volatile.Read(ref _pause) is not long.MaxValue and var pause && TruthAt is { } truth)
            _fleet.KnowUntil(truth.AddTicks(pause));
    }

    private static void Raise(ref long held, long to)
    {
        // A stream and a reading tell at the same time.
        for (var before = Volatile.Read(ref held); to > before;)
        {
            var seen = Interlocked.CompareExchange(ref held, to, before);
            if (seen == before)
                return;
            before = seen;
        }
    }

    private static string NameOf(MergeOutcome outcome) => outcome switch
    {
        MergeOutcome.Duplicate => "duplicate",
        MergeOutcome.Older => "older",
        MergeOutcome.Future => "future",
        MergeOutcome.Doubted => "doubtful, kept",
        MergeOutcome.Invalid => "out of range",
        _ => "fleet full",
    };

    private static DateTimeOffset? Read(ref long ticks) =>
        Volatile.Read(ref ticks) is > 0 and var at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
}
