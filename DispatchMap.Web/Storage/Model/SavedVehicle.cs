namespace DispatchMap.Web.Storage.Model;

/// <summary>A vehicle as it was last known. Times are UTC ticks: exact, and ordered alike by every database.</summary>
internal sealed class SavedVehicle
{
    public required string Account { get; init; }

    public long VehicleId { get; init; }

    public string? Name { get; init; }

    public string? Driver { get; init; }

    /// <summary>Separated by commas; empty for none, null when the vendor does not say.</summary>
    public string? GroupIds { get; init; }

    /// <summary>0 when it has no position.</summary>
    public long RecordedTicks { get; init; }

    public long? ReceivedTicks { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public double? SpeedKmh { get; init; }

    public double? HeadingDegrees { get; init; }

    public string? OnlineState { get; init; }

    public long? OfflineTicks { get; init; }
}
