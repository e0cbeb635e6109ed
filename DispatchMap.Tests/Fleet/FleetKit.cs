using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Fleet;

/// <summary>A fleet at a fixed time of day, and short ways to say things about its vehicles.</summary>
internal sealed class FleetKit
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public FleetKit(int maxVehicles = int.MaxValue, uint epoch = 7)
    {
        Clock = new(Time);
        Fleet = new(epoch, Clock, Rules, maxVehicles);
    }

    public static FreshnessRules Rules { get; } = FreshnessRules.For(new(), TimeSpan.FromSeconds(5));

    public FakeTimeProvider Time { get; } = new(Noon);

    public VendorClock Clock { get; }

    public FleetState Fleet { get; }

    /// <summary>A report recorded some seconds after (or, negative, before) noon and received a second later.</summary>
    public static VehicleReport Report(long id, double seconds = 0, double? speed = 50, double latitude = 48.1486, double longitude = 17.1077) =>
        new(id, latitude, longitude, Noon.AddSeconds(seconds), Noon.AddSeconds(seconds + 1), speed, 90);

    public MergeOutcome Apply(VehicleReport report) => Fleet.Apply(report);

    public VehicleRow Row(long id) => Fleet.Find(id) ?? throw new InvalidOperationException($"Vehicle {id} is not in the fleet.");
}
