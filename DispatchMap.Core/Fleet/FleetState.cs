using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Frames;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Fleet;

/// <summary>
/// What a feed believes about its vehicles: one writer, many readers, a short lock. Merging is commutative, associative and
/// idempotent: any order, duplication and interleaving of the same statements ends in the same state. Changes become a version,
/// and wake those who wait, when they are published: a burst is one version, so that all readers ask for the same delta. Frames
/// tell what is published, rows what is known. Here is what the writer does; what readers ask is in the other half.
/// </summary>
internal sealed partial class FleetState : IFleetView
{
    /// <summary>The version of the empty fleet; 0 is the browser that has nothing.</summary>
    private const long FirstVersion = 1;

    /// <summary>The round of a vehicle that nobody has named.</summary>
    private const int NoRound = -1;

    private static readonly TimeSpan ClockStep = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly VendorClock _clock;
    private readonly FleetSlots _slots = new();
    private readonly FleetOrder _order;
    private readonly FleetMerge _merge;
    private readonly FleetFrames _frames;
    private TaskCompletionSource? _changed;
    private DateTimeOffset? _frozenAt;
    private TimeSpan _shownAhead;
    private long _knownUntil;
    private long _version = FirstVersion;

    /// <param name="epoch">Which activation of the feed this is; not 0.</param>
    /// <param name="maxVehicles">How many vehicles are held at most, whatever upstream names.</param>
    public FleetState(uint epoch, VendorClock clock, FreshnessRules rules, int maxVehicles = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfZero(epoch);
        Epoch = epoch;
        _clock = clock;
        _shownAhead = clock.Ahead;
        _order = new(_slots);
        _merge = new(_slots, _order, clock, maxVehicles) { Rules = rules };
        _frames = new(epoch, RunningNow);
        _frames.Publish(_slots, _version, null);
    }

    /// <inheritdoc/>
    public uint Epoch { get; }

    /// <inheritdoc/>
    public long Version => Interlocked.Read(ref _version);

    /// <inheritdoc/>
    public int Count => _slots.Count;

    /// <summary>How the freshness of vehicles is told, from the next refresh on.</summary>
    public void Use(FreshnessRules rules)
    {
        lock (_gate)
            _merge.Rules = rules;
    }

    /// <summary>Merges a report. Its texts and its place in the trail count even when its position is older than the one held.</summary>
    public MergeOutcome Apply(in VehicleReport report)
    {
        lock (_gate)
            return Now().Apply(report);
    }

    /// <inheritdoc cref="Apply(in VehicleReport)"/>
    /// <param name="timestamp">Now, for whoever has just asked.</param>
    public MergeOutcome Apply(in VehicleReport report, long timestamp)
    {
        lock (_gate)
            return At(_clock.NowTicksAt(timestamp)).Apply(report);
    }

    /// <summary>
    /// Merges the vendor's word that a vehicle went offline: it is Offline until a report recorded after
    /// <paramref name="lastSeenAt"/>.
    /// </summary>
    public MergeOutcome ApplyOffline(long vehicleId, DateTimeOffset lastSeenAt)
    {
        lock (_gate)
            return Now().ApplyOffline(vehicleId, lastSeenAt);
    }

    /// <summary>Merges an item of a vehicle list: who the vehicle is, and its position if the item has one.</summary>
    /// <param name="asOf">When the list was asked for, by the vendor's clock: its texts are the newest up to then.</param>
    public MergeOutcome ApplyEntry(VehicleEntry entry, DateTimeOffset asOf)
    {
        lock (_gate)
            return Now().ApplyEntry(entry, asOf);
    }

    /// <summary>
    /// Takes in what is remembered of vehicles that nobody has named yet. It names them no more than before: a complete reading
    /// without them removes them.
    /// </summary>
    public void Recall(Recollection known)
    {
        lock (_gate)
        {
            var merge = Now();
            var round = merge.Round;
            // It was judged by the vendor's clock when it came; ours may be behind and nothing has corrected it yet.
            merge.ClockTicks = Math.Max(merge.ClockTicks, known.AsOf.UtcTicks);
            merge.Round = NoRound;
            foreach (var (entry, offlineAt) in known.Vehicles)
            {
                if (_slots.Find(entry.VehicleId) >= 0)
                    continue;
                merge.ApplyEntry(entry, entry.Report?.RecordedAt ?? DateTimeOffset.UnixEpoch);
                if (offlineAt is { } at)
                    merge.ApplyOffline(entry.VehicleId, at);
            }

            merge.Round = round;
        }
    }

    /// <summary>Which round of naming is on.</summary>
    public int Round
    {
        get
        {
            lock (_gate)
                return _merge.Round;
        }
    }

    /// <summary>Starts a round: from now on it is noted which vehicles are named by anyone.</summary>
    public void BeginRound()
    {
        lock (_gate)
            _merge.Round++;
    }

    /// <summary>Removes the vehicles that nobody named since a round began, whether or not another has begun by now.</summary>
    /// <returns>How many went.</returns>
    public int RemoveMissing(int round)
    {
        lock (_gate)
            return Now().RemoveMissing(round);
    }

    /// <summary>Removes a vehicle, if it is there.</summary>
    public void Remove(long vehicleId)
    {
        lock (_gate)
            Now().Remove(vehicleId);
    }

    /// <summary>
    /// No reader's clock goes further than this until more is known: a program that was asleep must not take the vehicles' silence
    /// for theirs.
    /// </summary>
    public void KnowUntil(DateTimeOffset at)
    {
        lock (_gate)
            Interlocked.Exchange(ref _knownUntil, at.UtcTicks);
    }

    /// <summary>Recomputes every vehicle's freshness by the vendor's clock. Does nothing while frozen.</summary>
    public void RefreshFreshness()
    {
        lock (_gate)
        {
            if (_frozenAt is not null)
                return;

            Now().RestateAll();
            // Browsers count ages from the vendor time of the last frame, so they must hear of a step.
            _merge.Dirty |= (_clock.Ahead - _shownAhead).Duration() > ClockStep;
        }
    }

    /// <summary>
    /// Stops the clock for readers at the last truth and takes all states back to it: what happened to our connection since
    /// happened to no vehicle. Later changes stay unpublished until <see cref="Thaw"/>, or until the next freeze, which
    /// is how news that came without a stream are shown.
    /// </summary>
    public void Freeze(DateTimeOffset asOf) => Hold(asOf);

    /// <summary>Lets the clock run again, with every state recomputed in the same version.</summary>
    public void Thaw() => Hold(null);

    /// <summary>Takes the place of a fleet that readers saw: their next version is above all that they saw.</summary>
    public void ContinueAfter(long version)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _version = Math.Max(_version, version);
            waiting = NextVersion();
        }

        waiting?.SetResult();
    }

    /// <summary>Makes what changed a version, and wakes those who wait for it. Does nothing while frozen.</summary>
    /// <param name="always">Make a version in any case, because something beside the vehicles changed.</param>
    public void Publish(bool always = false)
    {
        TaskCompletionSource? waiting = null;
        lock (_gate)
        {
            if (always || (_merge.Dirty && _frozenAt is null))
                waiting = NextVersion();
        }

        waiting?.SetResult();
    }

    private FleetMerge Now() => At(_clock.NowTicks);

    private FleetMerge At(long clockTicks)
    {
        _merge.ClockTicks = clockTicks;
        _merge.NowTicks = _frozenAt?.UtcTicks ?? Known(_merge.ClockTicks);
        return _merge;
    }

    private DateTimeOffset ShownNow() => _frozenAt ?? RunningNow();

    private DateTimeOffset RunningNow() => new(Known(_clock.NowTicks), TimeSpan.Zero);

    private long Known(long now) => Volatile.Read(ref _knownUntil) is > 0 and var until && now > until ? until : now;

    private void Hold(DateTimeOffset? asOf)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _frozenAt = asOf;
            Now().RestateAll();
            waiting = NextVersion();
        }

        waiting?.SetResult();
    }

    private TaskCompletionSource? NextVersion()
    {
        _merge.Dirty = false;
        _shownAhead = _clock.Ahead;
        _frames.Publish(_slots, _version + 1, _frozenAt);
        Interlocked.Increment(ref _version);
        var waiting = _changed;
        _changed = null;
        return waiting;
    }
}
