using DispatchMap.Core.Feeds;

namespace DispatchMap.Web.Feeds;

/// <summary>Runs the feeds for as long as the program does. They survive everything but the stop, so there is nothing to catch.</summary>
internal sealed class FeedHost(FeedDirectory feeds) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => feeds.RunAsync(stoppingToken);
}
