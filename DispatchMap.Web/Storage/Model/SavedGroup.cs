namespace DispatchMap.Web.Storage.Model;

/// <summary>A vehicle group as it was last known.</summary>
internal sealed class SavedGroup
{
    public required string Account { get; init; }

    public long GroupId { get; init; }

    public required string Name { get; init; }

    /// <summary>Its members, separated by commas; empty for none, null when the vendor does not say.</summary>
    public string? VehicleIds { get; init; }
}
