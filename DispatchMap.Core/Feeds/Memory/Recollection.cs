namespace DispatchMap.Core.Feeds.Memory;

/// <summary>What is remembered of a scope.</summary>
/// <param name="AsOf">Until when the vendor vouched for it, by the vendor's clock.</param>
internal sealed record Recollection(IReadOnlyList<KnownVehicle> Vehicles, DateTimeOffset AsOf);
