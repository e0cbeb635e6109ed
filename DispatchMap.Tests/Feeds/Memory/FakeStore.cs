using System.Threading.Channels;
using DispatchMap.Core.Feeds.Memory;

namespace DispatchMap.Tests.Feeds.Memory;

/// <summary>A store that does what the test says.</summary>
internal sealed class FakeStore : ILastPositions
{
    private readonly Channel<FleetChanges> _saves = Channel.CreateUnbounded<FleetChanges>();

    public Func<CancellationToken, Task<KnownFleet>> Load { get; set; } = _ => Task.FromResult(KnownFleet.Empty);

    /// <summary>What becomes of a save; it is recorded when it succeeds.</summary>
    public Func<CancellationToken, Task> Saving { get; set; } = _ => Task.CompletedTask;

    /// <summary>The next changes that were saved.</summary>
    public Task<FleetChanges> SavedAsync() => _saves.Reader.ReadAsync().AsTask().Soon();

    public bool HasSaved => _saves.Reader.TryPeek(out _);

    public Task<KnownFleet> LoadAsync(string account, CancellationToken cancellationToken) => Load(cancellationToken);

    public async Task SaveAsync(string account, FleetChanges changes, CancellationToken cancellationToken)
    {
        await Saving(cancellationToken);
        _saves.Writer.TryWrite(changes);
    }
}
