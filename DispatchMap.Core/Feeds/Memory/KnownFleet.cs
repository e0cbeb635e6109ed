using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>An account's fleet as it was last known.</summary>
/// <param name="Groups">Its groups and, as far as the vendor said, their members.</param>
/// <param name="Truths">Until when the vendor vouched for which part of it, by the vendor's clock; <see cref="Coverage"/> names the parts.</param>
public sealed record KnownFleet(
    IReadOnlyList<KnownVehicle> Vehicles, IReadOnlyList<VehicleGroup> Groups, IReadOnlyDictionary<string, DateTimeOffset> Truths)
{
    /// <summary>An account of which nothing is known.</summary>
    public static KnownFleet Empty { get; } = new([], [], new Dictionary<string, DateTimeOffset>());
}
