using DispatchMap.Core.Feeds;
using DispatchMap.Web.People;

namespace DispatchMap.Web.Desk;

/// <summary>
/// The one feed that a desk (a circuit) looks at. Used on the circuit's own context only; disposed with the circuit.
/// </summary>
internal sealed class DeskFeed(ViewerFeeds feeds) : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private int _wish;

    /// <summary>The share in the feed; null until the first one has been acquired.</summary>
    public IFeedLease? Lease { get; private set; }

    /// <summary>Raised when <see cref="Lease"/> is another one; the one before is let go of only after all have heard.</summary>
    public event Action? Changed;

    /// <summary>
    /// Looks at another scope: acquires first and lets go afterwards, so that the screen is never without a feed. When
    /// called again before it is done, only the last wish counts. Throws what acquiring throws; the feed stays then.
    /// </summary>
    public async Task SwitchAsync(Scope scope)
    {
        var wish = ++_wish;
        if (Lease is { } current && current.Scope.Equals(scope))
            return;
        var lease = await feeds.AcquireAsync(scope, _gone.Token);
        if (wish != _wish || _gone.IsCancellationRequested)
        {
            await lease.DisposeAsync();
            return;
        }
        var old = Lease;
        Lease = lease;
        Changed?.Invoke();
        if (old is not null)
            await old.DisposeAsync();
    }

    /// <summary>Lets go of the feed, because nobody looks at the desk now. The next switch takes one again.</summary>
    public async ValueTask LetGoAsync()
    {
        _wish++;
        if (Lease is { } lease)
        {
            Lease = null;
            await lease.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_gone.IsCancellationRequested)
            return;
        await _gone.CancelAsync();
        _gone.Dispose();
        await LetGoAsync();
    }
}
