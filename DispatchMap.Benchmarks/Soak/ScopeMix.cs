using DispatchMap.Core.Feeds;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>Scopes of all kinds, and who belongs to them by the book.</summary>
internal static class ScopeMix
{
    /// <summary>The second scope of all vehicles leaves the shared ones out.</summary>
    public static IReadOnlyList<Scope> Create(int count, IReadOnlyList<TrueVehicle> vehicles, Random random)
    {
        var scopes = new Dictionary<string, Scope>(StringComparer.Ordinal);
        for (var i = 0; scopes.Count < count; i++)
        {
            var interval = 5 + (i / 5 % (SoakOptions.LongestInterval - 4));
            var scope = (i % 5) switch
            {
                0 => Scope.All(includeShared: i != 5, interval),
                1 => Scope.OfGroups([1 + random.Next(Traffic.Groups)], minIntervalSeconds: interval),
                2 => Scope.OfGroups([.. Enumerable.Range(1, Traffic.Groups).Where(_ => random.Next(3) == 0).DefaultIfEmpty(1)], minIntervalSeconds: interval),
                3 => Scope.OfVehicles(Some(random.Next(50, 500)), minIntervalSeconds: interval),
                _ => Scope.OfVehicles(Some(random.Next(1, 20)), minIntervalSeconds: interval),
            };
            scopes.TryAdd(scope.Key, scope);
        }

        return [.. scopes.Values];

        long[] Some(int of) => [.. random.GetItems([.. vehicles], of).Select(vehicle => vehicle.Id).Distinct()];
    }

    public static bool Includes(Scope scope, TrueVehicle vehicle) =>
        (scope.IncludeShared || !vehicle.IsShared)
        && (scope.VehicleIds.IsEmpty || scope.VehicleIds.Contains(vehicle.Id))
        && (scope.GroupIds.IsEmpty || vehicle.GroupIds.Any(group => scope.GroupIds.Contains(group)));

    /// <summary>
    /// Whether a feed must know of all who belong. The lists do not say what is shared, so a scope without shared vehicles has
    /// only those that its stream has named, and one may have reported just while there was none.
    /// </summary>
    public static bool ShowsAll(Scope scope) => scope.IncludeShared;
}
