using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Fleet;

namespace DispatchMap.Tests.Web;

/// <summary>A share in a feed whose fleet and status the test decides.</summary>
internal sealed class FakeLease(Scope? scope = null, FleetKit? kit = null) : IFeedLease
{
    public FleetKit Kit { get; } = kit ?? new();

    public int Retries { get; private set; }

    public bool Disposed { get; private set; }

    public Scope Scope { get; } = scope ?? Scope.All();

    public FeedStatus Status { get; set; } = new(FeedPhase.Live, FleetKit.Noon, FleetKit.Noon, FleetKit.Noon, LiveSince: FleetKit.Noon);

    public IFleetView Fleet => Kit.Fleet;

    /// <summary>Lets vehicles report, and publishes.</summary>
    public FakeLease Report(params long[] ids)
    {
        foreach (var id in ids)
            Kit.Fleet.Apply(FleetKit.Report(id, (Kit.Time.GetUtcNow() - FleetKit.Noon).TotalSeconds));
        Kit.Fleet.Publish();
        return this;
    }

    public Task WaitForChangeAsync(long sinceVersion, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Disposed, this);
        return Kit.Fleet.WaitForChangeAsync(sinceVersion, cancellationToken);
    }

    public void RetryNow() => Retries++;

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return default;
    }
}
