using DispatchMap.Core.Feeds.Memory;

namespace DispatchMap.Web.Storage;

/// <summary>Saves the last known positions. Registered before the feeds, so that it stops, and saves, after them.</summary>
internal sealed class MemoryHost(PositionKeeper keeper) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keeper.RunAsync(stoppingToken);
}
