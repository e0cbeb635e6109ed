using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Feeds;

/// <summary>What a feed believes and has counted. It outlives a change of credentials, but not of the account.</summary>
internal sealed record FeedBody(FleetState Fleet, VendorClock Clock, FeedCounters Counters)
{
    public static FeedBody New(Scope scope, FreshnessOptions freshness, FeedMetrics metrics, FeedTools tools)
    {
        var clock = new VendorClock(tools.Time);
        var epoch = 1 + (uint)(tools.Random() * (uint.MaxValue - 1));
        var rules = FreshnessRules.For(freshness, TimeSpan.FromSeconds(scope.MinIntervalSeconds));
        return new(new(epoch, clock, rules, tools.Options.MaxVehicles), clock, new(metrics, tools.Time));
    }
}
