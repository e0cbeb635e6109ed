namespace DispatchMap.Web.Settings.Sections;

/// <inheritdoc cref="Core.Fleet.FreshnessOptions"/>
internal sealed record SavedFreshness(
    TimeSpan? Live = null, int? LiveIntervals = null, TimeSpan? Delayed = null, TimeSpan? Stale = null, double? MovingKmh = null);
