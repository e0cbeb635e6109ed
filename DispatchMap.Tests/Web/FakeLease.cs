using System.Threading.Channels;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Fleet;

namespace DispatchMap.Tests.Web;

/// <summary>A share in a feed whose fleet and status the test decides.</summary>
internal sealed class FakeLease(Scope? scope = null, FleetKit? kit = null) : IFeedLease
{
    private readonly Channel<bool> _looks = Channel.CreateUnbounded<bool>();
    private FeedStatus _status = new(FeedPhase.Live, FleetKit.Noon, FleetKit.Noon, FleetKit.Noon, LiveSince: FleetKit.Noon);

    public FleetKit Kit { get; } = kit ?? new();

    public int Retries { get; private set; }

    public bool Disposed { get; private set; }

    public Scope Scope { get; } = scope ?? Scope.All();

    public FeedStatus Status
    {
        get
        {
            _looks.Writer.TryWrite(true);
            return _status;
        }
        set => _status = value;
    }

    public IFleetView Fleet => Kit.Fleet;

    /// <summary>Lets vehicles report, and publishes.</summary>
    public FakeLease Report(params long[] ids)
    {
        foreach (var id in ids)
            Kit.Fleet.Apply(FleetKit.Report(id, (Kit.Time.GetUtcNow() - FleetKit.Noon).TotalSeconds));
        Kit.Fleet.Publish();
        return this;
    }

    /// <summary>Lets something happen, and waits until somebody has looked at the status after it.</summary>
    public async Task LookedAfterAsync(Func<Task> happens)
    {
        while (_looks.Reader.TryRead(out _))
        {
        }
        await happens();
        await _looks.Reader.ReadAsync().AsTask().Soon();
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
