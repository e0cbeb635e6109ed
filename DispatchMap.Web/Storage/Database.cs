using DispatchMap.Core.Feeds.Memory;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Storage;

/// <summary>
/// The database behind everything that wants to outlive the process. It is brought to this version's schema before its first
/// use, and again after any trouble: it may be another file or server by then.
/// </summary>
internal sealed partial class Database(IDbContextFactory<DispatchMapDb> contexts, DatabaseSettings settings, ILogger<Database> logger) : IDisposable
{
    private readonly Lock _gate = new();
    private Task? _preparing;
    private string? _trouble;

    public DatabaseProvider Provider => settings.Provider;

    /// <summary>What is wrong, in words for an admin; null while nothing is.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Does something in the database.</summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public async Task<T> UseAsync<T>(Func<DispatchMapDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await ReadyAsync(cancellationToken);
            // SQLite's calls never yield, and whoever waits may be a page.
            var result = await Task.Run(
                async () =>
                {
                    await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                    return await work(db, cancellationToken);
                },
                cancellationToken);
            Well();
            return result;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreException(Ill(fault));
        }
    }

    /// <summary>Brings the database to this version's schema.</summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken) => await UseAsync((_, _) => Task.FromResult(0), cancellationToken);

    public void Dispose()
    {
        if (!settings.IsTemporary)
            return;
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path.GetDirectoryName(settings.File)!, recursive: true);
    }

    private Task ReadyAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_preparing is null || _preparing.IsFaulted || _preparing.IsCanceled)
                _preparing = Task.Run(MakeReadyAsync, CancellationToken.None);
            return _preparing.WaitAsync(cancellationToken);
        }
    }

    private async Task MakeReadyAsync()
    {
        if (Path.GetDirectoryName(settings.File) is { Length: > 0 } folder && !Directory.Exists(folder))
            MakeFolder(folder);

        await using var db = await contexts.CreateDbContextAsync();
        await using var alone = await SchemaLock.TakeAsync(db);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync()).ToHashSet(StringComparer.Ordinal);
        if (!applied.IsSubsetOf(known))
            throw new StoreException("The database belongs to a newer version of DispatchMap and was left alone.");

        if (!known.IsSubsetOf(applied))
        {
            await db.Database.MigrateAsync();
            Log.Migrated(logger, settings.Provider, known.Count - applied.Count);
        }

        // Readers and the one writer do not wait for each other. The file remembers it.
        if (settings.Provider == DatabaseProvider.Sqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = wal");
    }

    /// <summary>Where vehicles were is nobody else's business on this machine.</summary>
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Well()
    {
        if (Interlocked.Exchange(ref _trouble, null) is not null)
            Log.Well(logger, settings.Provider);
    }

    private string Ill(Exception fault)
    {
        lock (_gate)
        {
            if (_preparing?.IsCompleted is true)
                _preparing = null;
        }

        var trouble = fault is StoreException ? fault.Message : DatabaseFaults.Describe(fault);
        if (Interlocked.Exchange(ref _trouble, trouble) != trouble)
            Log.Ill(logger, settings.Provider, DatabaseSettings.ConnectionKey, trouble);
        return trouble;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The {Provider} database was brought to this version, {Count} steps")]
        public static partial void Migrated(ILogger logger, DatabaseProvider provider, int count);

        [LoggerMessage(LogLevel.Information, "The {Provider} database can be used again")]
        public static partial void Well(ILogger logger, DatabaseProvider provider);

        [LoggerMessage(LogLevel.Error, "The {Provider} database of {Key} cannot be used; the map runs without it and it is tried again: {Trouble}")]
        public static partial void Ill(ILogger logger, DatabaseProvider provider, string key, string trouble);
    }
}
