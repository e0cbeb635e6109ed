using System.Diagnostics.CodeAnalysis;

namespace DispatchMap.Core.Fleet;

/// <summary>What is believed about one vehicle, side by side in memory: a report reads and writes nearly all of it.</summary>
internal struct FleetSlot
{
    /// <summary>The newest report, but for those from a clock far ahead.</summary>
    public HeldReport Report;

    /// <summary>The fix before the one held.</summary>
    public EarlierFix Earlier;

    public HeldText Name;
    public HeldText Driver;
    public long VehicleId;

    /// <summary>The newest <c>lastSeenAt</c> of an offline event, UTC ticks; 0 for none.</summary>
    public long OfflineAt;

    /// <summary>Null until a second report comes.</summary>
    public ReportTrail? Trail;

    /// <summary>Null for the vehicles whose clocks were never far ahead.</summary>
    public AheadReport? Ahead;

    /// <summary>The row as last shown; null when there is none with the present texts.</summary>
    public VehicleRow? Row;

    /// <summary>The seeding round that last named the vehicle.</summary>
    public int Round;

    /// <summary>What has happened since the last publication.</summary>
    public SlotNews News;

    public Connection Connection;

    /// <summary>What the report says, however old.</summary>
    public Motion LastMotion;

    /// <summary>Whether the vehicle was lost while it moved.</summary>
    public bool Alerting;

    /// <summary>Whether the row lags behind everything but the texts.</summary>
    public bool RowStale;

    /// <summary>Whether a vehicle has the slot.</summary>
    public bool Taken;

    /// <summary>The report that readers see: the newest, but for one from a clock far ahead while ordinary ones come, too.</summary>
    [UnscopedRef]
    public readonly ref readonly HeldReport Shown
    {
        get
        {
            if (IsAheadShown)
                return ref Ahead!.Report;
            return ref Report;
        }
    }

    /// <summary>Whether readers see a report from a clock far ahead.</summary>
    public readonly bool IsAheadShown => Ahead is { } ahead
        && (!Report.Exists || ahead.Report.RecordedTicks > Report.RecordedTicks + AheadReport.Patience);

    /// <summary>Motion is claimed for Live vehicles only.</summary>
    public readonly Motion Motion => Connection == Connection.Live ? LastMotion : Motion.Unknown;

    /// <summary>What is odd about the report.</summary>
    public readonly ReportDoubts Doubts =>
        IsAheadShown ? ReportDoubts.ClockAhead
        : Earlier.IsTooFarFrom(Report) ? ReportDoubts.Jump
        : ReportDoubts.None;
}
