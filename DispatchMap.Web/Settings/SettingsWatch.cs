using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Settings.Options;

namespace DispatchMap.Web.Settings;

/// <summary>
/// Reads the settings before the feeds start, which would otherwise begin with another connection, and again every few
/// seconds: another process may have saved, or the database may be back.
/// </summary>
internal sealed class SettingsWatch : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>How long the start waits for a database that does not answer; the program then starts as configured.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SettingsStore _store;
    private readonly TimeProvider _time;

    /// <param name="listeners">Only so that they are there.</param>
    public SettingsWatch(SettingsStore store, IEnumerable<ISavedOptions> listeners, TimeProvider time)
    {
        _ = listeners.Count();
        (_store, _time) = (store, time);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await TryReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It will be read when it can be.
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, _time, stoppingToken);
            await TryReadAsync(stoppingToken);
        }
    }

    private async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _store.ReadAsync(cancellationToken);
        }
        catch (StoreException)
        {
            // The database has logged it.
        }
    }
}
