using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace DispatchMap.Web.Storage;

/// <summary>
/// Has other processes wait while this one changes the schema. On PostgreSQL the framework's own lock ends with the first
/// step of several; SQLite's does not.
/// </summary>
internal sealed class SchemaLock : IAsyncDisposable
{
    /// <summary>Any number will do, as long as every version uses the same.</summary>
    private const long Number = 7_305_221_118;

    private readonly DispatchMapDb _db;

    private SchemaLock(DispatchMapDb db) => _db = db;

    public static async Task<SchemaLock?> TakeAsync(DispatchMapDb db)
    {
        if (!db.Database.IsNpgsql())
            return null;
        await CreateAsync(db.GetService<IRelationalDatabaseCreator>());
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Number})");
        return new(db);
    }

    public async ValueTask DisposeAsync() => await _db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Number})");

    private static async Task CreateAsync(IRelationalDatabaseCreator creator)
    {
        try
        {
            if (!await creator.ExistsAsync())
                await creator.CreateAsync();
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was quicker.
        }
    }
}
