using DispatchMap.Core.Feeds.Memory;

namespace DispatchMap.Web.Storage;

/// <summary>Prepares the database as the program starts, without making it wait, and goes on trying until it succeeds.</summary>
internal sealed class DatabaseHost(Database database, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await database.PrepareAsync(stoppingToken);
                return;
            }
            catch (StoreException)
            {
                // The database has logged it.
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }
}
