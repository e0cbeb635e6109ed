using System.Collections.Immutable;
using DispatchMap.Core.Feeds;
using DispatchMap.Tests.Fleet;

namespace DispatchMap.Tests.Web;

/// <summary>The feeds the test says there are.</summary>
internal sealed class FakeFeedWatch : IFeedWatch
{
    /// <summary>How often somebody has looked.</summary>
    public int Looks { get; private set; }

    public FeedOverview Overview
    {
        get
        {
            Looks++;
            return field;
        }
        set;
    } = new([]);

    public List<Scope> Retried { get; } = [];

    public void RetryNow(Scope scope) => Retried.Add(scope);

    public static FeedInfo Feed(FeedStatus status, Scope? scope = null, uint epoch = 1) =>
        new(scope ?? Scope.All(), epoch, status, 3, 62, new(Some(("position", 840), ("heartbeat", 7)), Some(), Some(), Some(("complete", 2)), 12),
            new(14.2, TimeSpan.FromSeconds(1.84), TimeSpan.FromSeconds(64)), status.Frozen ? 0 : 1);

    public static FeedStatus Live { get; } =
        new(FeedPhase.Live, FleetKit.Noon, FleetKit.Noon, FleetKit.Noon, LiveSince: FleetKit.Noon, VendorClockOffset: TimeSpan.FromSeconds(-0.31));

    public static ImmutableSortedDictionary<string, long> Some(params (string Name, long Count)[] counts) =>
        counts.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Count, StringComparer.Ordinal);
}
