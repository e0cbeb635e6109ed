using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>A vehicle of the account, merged by the same rules as in a fleet. Not thread-safe: <see cref="AccountMemory"/> guards it.</summary>
internal sealed class RememberedVehicle(long vehicleId)
{
    private HeldReport _report;
    private HeldText _name;
    private HeldText _driver;
    private long _offlineAt;
    private IReadOnlyList<long>? _groupIds;

    /// <summary>When somebody last named it, a timestamp; 0 when only the store has.</summary>
    public long NamedAt { get; set; }

    /// <summary>Merges an entry and returns whether it changed anything.</summary>
    /// <param name="textTicks">As of when its texts and groups are true, UTC ticks.</param>
    public bool Merge(VehicleEntry entry, long textTicks)
    {
        var report = entry.Report is { } said ? HeldReport.Of(said) : default;
        var changed = Merge(report, entry.Name ?? entry.Report?.VehicleName, entry.UserName ?? entry.Report?.UserName, textTicks);
        if (entry.GroupIds is { } groupIds && !(_groupIds?.SequenceEqual(groupIds) ?? false))
        {
            _groupIds = groupIds;
            changed = true;
        }

        return changed;
    }

    /// <summary>Merges a stream's report and returns whether it changed anything.</summary>
    public bool Merge(in VehicleReport report) =>
        Merge(HeldReport.Of(report), report.VehicleName, report.UserName, report.RecordedAt.UtcTicks);

    /// <summary>Merges the vendor's word that it went offline and returns whether that is news.</summary>
    public bool MergeOffline(DateTimeOffset at)
    {
        if (at.UtcTicks <= _offlineAt)
            return false;
        _offlineAt = at.UtcTicks;
        return true;
    }

    public KnownVehicle Known() => new(
        new(vehicleId, _name.Value, _driver.Value, _groupIds, _report.Exists ? Report() : null),
        _offlineAt > 0 ? At(_offlineAt) : null);

    private bool Merge(in HeldReport said, string? name, string? driver, long textTicks)
    {
        var changed = Hold(said);
        changed |= HeldText.HearName(ref _name, name, textTicks);
        changed |= HeldText.Hear(ref _driver, driver, textTicks);
        return changed;
    }

    private bool Hold(in HeldReport said)
    {
        // Nearly all are newer than the one held, and nothing of that is joined.
        if (said.IsAfter(_report))
        {
            _report = said;
            return true;
        }

        var joined = HeldReport.Join(_report, said);
        if (joined == _report)
            return false;
        _report = joined;
        return true;
    }

    private VehicleReport Report() => new(
        vehicleId,
        _report.Latitude,
        _report.Longitude,
        At(_report.RecordedTicks),
        _report.ReceivedTicks != 0 ? At(_report.ReceivedTicks) : null,
        double.IsNaN(_report.SpeedKmh) ? null : _report.SpeedKmh,
        double.IsNaN(_report.HeadingDegrees) ? null : _report.HeadingDegrees,
        OnlineState: _report.OnlineState);

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
