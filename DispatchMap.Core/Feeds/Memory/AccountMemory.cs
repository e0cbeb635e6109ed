using System.Collections.Frozen;
using System.Collections.Immutable;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>
/// What all feeds together know of one account, and which of it is not saved yet. Every feed tells it what it hears; one writer
/// saves it.
/// </summary>
internal sealed class AccountMemory(string account, ILastPositions store, int maxVehicles, TimeProvider time)
{
    /// <summary>A vehicle that was named this short a time ago is not gone, whatever a list says that was read meanwhile.</summary>
    private static readonly TimeSpan Lately = 2 * AccountLists.VehiclesMaxAge;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, RememberedVehicle> _vehicles = [];
    private readonly HashSet<long> _changed = [];
    private readonly Dictionary<long, KnownVehicle> _gone = [];
    private readonly Dictionary<string, DateTimeOffset> _truths = new(StringComparer.Ordinal);
    private VehicleGroups? _groups;
    private bool _groupsChanged;
    private bool _truthsChanged;
    private Task? _loading;
    private object? _lastList;
    private (object?, object?) _lastWhole;

    /// <summary>A stream's report.</summary>
    /// <param name="now">The vendor's clock.</param>
    public void Note(in VehicleReport report, DateTimeOffset now) => Note(report, now, time.GetTimestamp());

    /// <inheritdoc cref="Note(in VehicleReport, DateTimeOffset)"/>
    /// <param name="timestamp">Now.</param>
    public void Note(in VehicleReport report, DateTimeOffset now, long timestamp)
    {
        if (!IsPlausible(report, now))
            return;
        if (report.ReceivedAt > now + FleetMerge.FutureTolerance)
            Note(report with { ReceivedAt = null }, now, timestamp);
        else
            Merge(report, timestamp);
    }

    /// <summary>A stream's word that a vehicle went offline.</summary>
    /// <inheritdoc cref="Note(in VehicleReport, DateTimeOffset)"/>
    public void NoteOffline(long vehicleId, DateTimeOffset at, DateTimeOffset now)
    {
        if (at > now + FleetMerge.FutureTolerance)
            return;
        lock (_gate)
        {
            if (Find(vehicleId) is { } vehicle && vehicle.MergeOffline(at))
                _changed.Add(vehicleId);
        }
    }

    /// <summary>The account's last positions, as many feeds as may have asked for the same reading.</summary>
    /// <param name="asOf">When they were asked for, by the vendor's clock.</param>
    public void Note(Listing<VehicleEntry> positions, DateTimeOffset asOf)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_lastList, positions))
                MergeAll(positions, asOf);
            _lastList = positions;
            if (positions.Complete)
                Tell(Coverage.Account, asOf);
        }
    }

    /// <summary>Both lists, read to their ends: who is in neither is not in the account.</summary>
    /// <param name="asOf">When the vehicles were asked for, by the vendor's clock.</param>
    public void NoteWhole(Listing<VehicleEntry> positions, Listing<VehicleEntry> vehicles, DateTimeOffset asOf)
    {
        lock (_gate)
        {
            if (_lastWhole == (positions, vehicles))
                return;
            _lastWhole = (positions, vehicles);
            MergeAll(vehicles, asOf);
            HashSet<long> named = [.. positions.Items.Concat(vehicles.Items).Select(entry => entry.VehicleId)];
            foreach (var (id, vehicle) in _vehicles)
            {
                if (named.Contains(id) || (vehicle.NamedAt != 0 && time.GetElapsedTime(vehicle.NamedAt) < Lately))
                    continue;
                _gone[id] = vehicle.Known();
                _vehicles.Remove(id);
                _changed.Remove(id);
            }
        }
    }

    public void NoteGroups(VehicleGroups groups)
    {
        lock (_gate)
        {
            _groupsChanged |= !ReferenceEquals(_groups, groups);
            _groups = groups;
        }
    }

    /// <summary>A Live feed's word that all is known of its scope, as of a time of the vendor's clock.</summary>
    public void NoteTruth(Scope scope, DateTimeOffset at)
    {
        lock (_gate)
            Tell(Coverage.Of(scope), at);
    }

    /// <summary>The groups as last known; null when they never were.</summary>
    /// <exception cref="StoreException">The store cannot be used now.</exception>
    public async Task<VehicleGroups?> GroupsAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        lock (_gate)
            return _groups;
    }

    /// <summary>What is known of a scope; null when that is nothing.</summary>
    /// <exception cref="StoreException">The store cannot be used now.</exception>
    public async Task<Recollection?> RecallAsync(Scope scope, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        lock (_gate)
        {
            if (Coverage.TruthOf(scope, _truths) is not { } asOf)
                return null;
            var filter = new ScopeFilter(scope, _groups ?? VehicleGroups.None);
            var known = _vehicles.Values.Select(vehicle => vehicle.Known())
                .Where(vehicle => filter.Of(vehicle.Entry) == Membership.Member).ToList();
            return known.Count > 0 ? new(known, asOf) : null;
        }
    }

    /// <summary>Saves what changed since the last time.</summary>
    /// <exception cref="StoreException">The store cannot be used now; it will be saved the next time.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (TakeChanges() is not { } changes)
            return;
        try
        {
            await store.SaveAsync(account, changes, cancellationToken);
        }
        catch
        {
            PutBack(changes);
            throw;
        }
    }

    /// <summary>One reading for all who wait, and another attempt after one that failed.</summary>
    private Task LoadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_loading is null || _loading.IsFaulted || _loading.IsCanceled)
                _loading = Task.Run(ReadAsync, CancellationToken.None);
            return _loading.WaitAsync(cancellationToken);
        }
    }

    private async Task ReadAsync()
    {
        var known = await store.LoadAsync(account, CancellationToken.None);
        lock (_gate)
            Join(known);
    }

    private void Join(KnownFleet known)
    {
        foreach (var (entry, offlineAt) in known.Vehicles)
        {
            if (_gone.ContainsKey(entry.VehicleId))
                continue;
            if (!_vehicles.TryGetValue(entry.VehicleId, out var vehicle))
            {
                if (_vehicles.Count >= maxVehicles)
                    continue;
                _vehicles.Add(entry.VehicleId, vehicle = new(entry.VehicleId));
            }

            // As old as can be, so that whatever the vendor says of its name is newer.
            vehicle.Merge(entry, entry.Report?.RecordedAt.UtcTicks ?? 0);
            if (offlineAt is { } at)
                vehicle.MergeOffline(at);
        }

        foreach (var (coverage, at) in known.Truths)
            _truths[coverage] = _truths.TryGetValue(coverage, out var told) && told > at ? told : at;
        if (_groups is null && known.Groups.Count > 0)
            _groups = new(
                [.. known.Groups.Select(group => new GroupSummary(group.GroupId, group.Name, group.VehicleIds?.Count))],
                known.Groups.Where(group => group.VehicleIds is not null)
                    .ToFrozenDictionary(group => group.GroupId, group => group.VehicleIds!.ToFrozenSet()));
    }

    private FleetChanges? TakeChanges()
    {
        lock (_gate)
        {
            if (_changed.Count == 0 && _gone.Count == 0 && !_groupsChanged && !_truthsChanged)
                return null;
            var changes = new FleetChanges(
                [.. _changed.Select(id => _vehicles[id].Known())],
                [.. _gone.Values],
                _groupsChanged ? Stored(_groups!) : null,
                _truths.ToImmutableDictionary());
            _changed.Clear();
            _gone.Clear();
            _groupsChanged = _truthsChanged = false;
            return changes;
        }
    }

    private void PutBack(FleetChanges changes)
    {
        lock (_gate)
        {
            foreach (var vehicle in changes.Vehicles)
            {
                if (_vehicles.ContainsKey(vehicle.Entry.VehicleId))
                    _changed.Add(vehicle.Entry.VehicleId);
            }

            foreach (var vehicle in changes.Gone)
            {
                if (!_vehicles.ContainsKey(vehicle.Entry.VehicleId))
                    _gone.TryAdd(vehicle.Entry.VehicleId, vehicle);
            }

            _groupsChanged |= changes.Groups is not null;
            _truthsChanged = true;
        }
    }

    private void MergeAll(Listing<VehicleEntry> list, DateTimeOffset asOf)
    {
        foreach (var entry in list.Items)
        {
            var report = entry.Report is { } said ? Plausible(said with { VehicleId = entry.VehicleId }, asOf) : null;
            Merge(entry with { Report = report }, asOf);
        }
    }

    private void Merge(in VehicleReport report, long timestamp)
    {
        lock (_gate)
        {
            if (Find(report.VehicleId, timestamp) is { } vehicle && vehicle.Merge(report))
                _changed.Add(report.VehicleId);
        }
    }

    private void Merge(VehicleEntry entry, DateTimeOffset textsAsOf)
    {
        if (Find(entry.VehicleId) is { } vehicle && vehicle.Merge(entry, textsAsOf.UtcTicks))
            _changed.Add(entry.VehicleId);
    }

    /// <summary>A vehicle that somebody names, new if need be; null when it has no proper id or there is no room.</summary>
    private RememberedVehicle? Find(long vehicleId) => Find(vehicleId, time.GetTimestamp());

    private RememberedVehicle? Find(long vehicleId, long timestamp)
    {
        if (!_vehicles.TryGetValue(vehicleId, out var vehicle))
        {
            if (_vehicles.Count >= maxVehicles || !FleetMerge.IsId(vehicleId))
                return null;
            _vehicles.Add(vehicleId, vehicle = new(vehicleId));
            _changed.Add(vehicleId);
            _gone.Remove(vehicleId);
        }

        vehicle.NamedAt = timestamp;
        return vehicle;
    }

    private void Tell(string coverage, DateTimeOffset at)
    {
        if (_truths.TryGetValue(coverage, out var told) && told >= at)
            return;
        _truths[coverage] = at;
        _truthsChanged = true;
    }

    private static VehicleReport? Plausible(in VehicleReport report, DateTimeOffset now) =>
        !IsPlausible(report, now) ? null
        : report.ReceivedAt > now + FleetMerge.FutureTolerance ? report with { ReceivedAt = null } : report;

    private static bool IsPlausible(in VehicleReport report, DateTimeOffset now) =>
        HeldReport.CanHold(report) && report.RecordedAt <= now + FleetMerge.FutureTolerance;

    private static List<VehicleGroup> Stored(VehicleGroups groups) =>
        [.. groups.Groups.Select(group => new VehicleGroup(
            group.GroupId, HeldText.Cut(group.Name)!, groups.Members.TryGetValue(group.GroupId, out var members) ? [.. members.Order()] : null))];
}
