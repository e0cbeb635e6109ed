using System.Collections.Immutable;
using CsCheck;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Tests.Fleet;

/// <summary>Something that upstream may say about a vehicle, drawn from few enough values that ties and contradictions abound.</summary>
internal sealed record Statement(string What, Action<FleetState> Say)
{
    private static readonly Gen<long> Id = Gen.Long[1, 3];
    private static readonly Gen<string?> Name = OneOf<string?>(null, "", "Van 1", "van 1", "Ľubo", "\uD800", new string('ž', 500));

    /// <summary>Within the trail's length; a few beyond the five minutes into the future.</summary>
    private static readonly Gen<double> Seconds = Gen.Frequency(
        (12, Gen.Int[-20, 0].Select(s => (double)s)), (1, Gen.Double[290, 310]), (1, Gen.Const(1e8)), (1, Gen.Const(-7200.0)));

    private static readonly Gen<VehicleReport> Reports =
        from id in Id
        from seconds in Seconds
        from latitude in OneOf(48.1, 48.1003, 48.2, 0.0, -0.0, double.NaN, 91)
        from speed in OneOf<double?>(null, 0, -0.0, 2, 50, 90, -1, double.NaN)
        from heading in OneOf<double?>(null, 0, 90, 360)
        from received in OneOf<double?>(null, -5, -400, 1, 3, 600)
        from online in OneOf<string?>(null, "online", "offline")
        from name in Name
        from driver in Name
        select new VehicleReport(
            id, latitude, 17, FleetKit.Noon.AddSeconds(seconds), received is { } r ? FleetKit.Noon.AddSeconds(seconds + r) : null,
            speed, heading, name, null, driver, online);

    private static readonly Gen<Statement> Report = Reports.Select(r => new Statement(r.ToString(), fleet => fleet.Apply(r)));

    private static readonly Gen<Statement> Offline = Gen.Select(Id, Seconds, (id, s) =>
        new Statement($"offline {id} at {s}", fleet => fleet.ApplyOffline(id, FleetKit.Noon.AddSeconds(s))));

    private static readonly Gen<Statement> Entry =
        from id in Id
        from name in Name
        from driver in Name
        from asOf in Gen.Int[-20, 0]
        from report in Gen.OneOf(Reports.Select(r => (VehicleReport?)r), Gen.Int[0, 0].Select(_ => (VehicleReport?)null))
        let entry = new VehicleEntry(id, name, driver, null, report)
        select new Statement(entry + " as of " + asOf, fleet => fleet.ApplyEntry(entry, FleetKit.Noon.AddSeconds(asOf)));

    public static Gen<Statement> Any { get; } = Gen.Frequency((6, Report), (2, Offline), (2, Entry));

    public override string ToString() => What;

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>All that a reader can learn about the vehicles, in the order of the list.</summary>
    public static ImmutableArray<string> Belief(FleetState fleet)
    {
        fleet.RefreshFreshness();
        fleet.Publish();
        return [.. fleet.Listing().Rows.Select(row => $"{row} {string.Join(',', fleet.RecentReports(row.VehicleId))}")];
    }
}
