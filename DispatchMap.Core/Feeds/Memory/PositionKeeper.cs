using DispatchMap.Core.MyCarTracks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>
/// Keeps the last known positions of each account in the store. <see cref="RunAsync"/> saves them; without it they are only
/// remembered. A store that fails costs nothing but the memory: the feeds go on, and saving is tried again.
/// </summary>
public sealed partial class PositionKeeper
{
    /// <summary>How often changes are saved.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>How long the saving at the end may take.</summary>
    public static readonly TimeSpan LastSaveLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, AccountMemory> _accounts = new(StringComparer.Ordinal);
    private readonly ILastPositions _store;
    private readonly int _maxVehicles;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private string? _trouble;

    /// <summary>Only <see cref="MemoryServices"/> makes one.</summary>
    public PositionKeeper(ILastPositions store, IOptions<FeedOptions> options, TimeProvider time, ILogger<PositionKeeper> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_store, _maxVehicles, _time, _logger) = (store, options.Value.MaxVehicles, time, logger);
    }

    /// <summary>The memory of a connection's account.</summary>
    internal AccountMemory Open(UpstreamConnection connection)
    {
        var key = AccountKey.Of(connection);
        lock (_gate)
        {
            if (!_accounts.TryGetValue(key, out var memory))
                _accounts.Add(key, memory = new(key, _store, _maxVehicles, _time));
            return memory;
        }
    }

    /// <summary>Saves what changed every <see cref="Interval"/> until it is cancelled, then once more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using (var timer = new PeriodicTimer(Interval, _time))
        {
            try
            {
                while (await timer.WaitForNextTickAsync(cancellationToken))
                    await SaveAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
        }

        using var limit = new CancellationTokenSource(LastSaveLimit, _time);
        try
        {
            // The driver may not hear the limit; the program ends all the same.
            await SaveAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Log.NotSaved(_logger, "It took too long; the program is stopping.");
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        AccountMemory[] accounts;
        lock (_gate)
            accounts = [.. _accounts.Values];
        foreach (var memory in accounts)
        {
            try
            {
                await memory.SaveAsync(cancellationToken);
                if (_trouble is not null)
                    Log.SavedAgain(_logger);
                _trouble = null;
            }
            catch (StoreException unusable)
            {
                Tell(unusable.Message);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                Log.Fault(_logger, fault.GetType().Name, fault.StackTrace);
            }
        }
    }

    /// <summary>Says it once, not every half minute.</summary>
    private void Tell(string trouble)
    {
        if (_trouble != trouble)
            Log.NotSaved(_logger, trouble);
        _trouble = trouble;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The last known positions could not be saved: {Reason}")]
        public static partial void NotSaved(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Information, "The last known positions are saved again")]
        public static partial void SavedAgain(ILogger logger);

        // Not the exception itself: a driver's message may quote what must not be seen.
        [LoggerMessage(LogLevel.Error, "Saving the last known positions met a fault of ours: {Fault} {StackTrace}")]
        public static partial void Fault(ILogger logger, string fault, string? stackTrace);
    }
}
