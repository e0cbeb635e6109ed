using System.Data;
using System.Data.Common;
using System.Globalization;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DispatchMap.Web.Storage;

/// <inheritdoc cref="ILastPositions"/>
internal sealed class LastPositionStore(Database database, TimeProvider time) : ILastPositions
{
    /// <summary>How long an account is kept that nobody saves any more.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private static readonly TimeSpan PurgeInterval = TimeSpan.FromDays(1);
    private long _purgedTicks;

    public Task<KnownFleet> LoadAsync(string account, CancellationToken cancellationToken) =>
        database.UseAsync((db, stop) => LoadAsync(db, account, stop), cancellationToken);

    public Task SaveAsync(string account, FleetChanges changes, CancellationToken cancellationToken) =>
        database.UseAsync((db, stop) => SaveAsync(db, account, changes, stop), cancellationToken);

    private static async Task<KnownFleet> LoadAsync(DispatchMapDb db, string account, CancellationToken cancellationToken)
    {
        var vehicles = await db.Vehicles.AsNoTracking().Where(row => row.Account == account).ToListAsync(cancellationToken);
        var groups = await db.Groups.AsNoTracking().Where(row => row.Account == account)
            .OrderBy(row => row.Name).ThenBy(row => row.GroupId).ToListAsync(cancellationToken);
        var truths = await db.Truths.AsNoTracking().Where(row => row.Account == account).ToListAsync(cancellationToken);
        return new(
            vehicles.ConvertAll(SavedRows.Vehicle),
            groups.ConvertAll(row => new VehicleGroup(row.GroupId, row.Name, SavedRows.Ids(row.VehicleIds))),
            truths.ToDictionary(row => row.Coverage, row => SavedRows.At(row.TruthTicks), StringComparer.Ordinal));
    }

    private async Task<int> SaveAsync(DispatchMapDb db, string account, FleetChanges changes, CancellationToken cancellationToken)
    {
        await using var scope = await db.Database.BeginTransactionAsync(cancellationToken);
        var transaction = scope.GetDbTransaction();

        // First of all its own row: another process that saves the same account waits there, and so nowhere half-way.
        var now = time.GetUtcNow();
        await Writer(
            """INSERT INTO "PositionAccounts" ("Key", "SavedTicks") VALUES""",
            """ON CONFLICT ("Key") DO UPDATE SET "SavedTicks" = excluded."SavedTicks" """,
            DbType.String, DbType.Int64).WriteAsync([[account, now.UtcTicks]], cancellationToken);

        foreach (var gone in changes.Gone.Chunk(200))
            await DeleteAsync(db, account, gone, cancellationToken);

        await Writer(SavedRows.Insert, SavedRows.OnConflict, SavedRows.Types)
            .WriteAsync(changes.Vehicles.Select(vehicle => SavedRows.Values(account, vehicle)), cancellationToken);

        if (changes.Groups is { } groups)
        {
            await db.Groups.Where(row => row.Account == account).ExecuteDeleteAsync(cancellationToken);
            await Writer(
                """INSERT INTO "LastGroups" ("Account", "GroupId", "Name", "VehicleIds") VALUES""",
                """ON CONFLICT ("Account", "GroupId") DO NOTHING""",
                DbType.String, DbType.Int64, DbType.String, DbType.String)
                .WriteAsync(groups.Select(SavedRows.Group(account)), cancellationToken);
        }

        await Writer(
            """INSERT INTO "PositionTruths" AS held ("Account", "Coverage", "TruthTicks") VALUES""",
            """
            ON CONFLICT ("Account", "Coverage") DO UPDATE SET "TruthTicks" = excluded."TruthTicks"
            WHERE excluded."TruthTicks" > held."TruthTicks"
            """,
            DbType.String, DbType.String, DbType.Int64)
            .WriteAsync(changes.Truths.Select(truth => new object?[] { account, truth.Key, truth.Value.UtcTicks }), cancellationToken);

        await PurgeAsync(db, now, cancellationToken);
        await scope.CommitAsync(cancellationToken);
        return changes.Vehicles.Count;

        // SQLite finds each parameter by its name, one after the other, and has no round trip to save.
        RowWriter Writer(string head, string tail, params DbType[] types) =>
            new(transaction, head, tail, types, database.Provider == DatabaseProvider.Sqlite ? 1 : 500);
    }

    /// <summary>Deletes vehicles that left the account, but for those of which somebody else knows better.</summary>
    private static Task<int> DeleteAsync(DispatchMapDb db, string account, KnownVehicle[] gone, CancellationToken cancellationToken)
    {
        var terms = gone.Select((_, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"""("Account" = @p0 AND "VehicleId" = @p{1 + 2 * i} AND "RecordedTicks" <= @p{2 + 2 * i})"""));
        object[] values = [account, .. gone.SelectMany(vehicle => new object[] { vehicle.Entry.VehicleId, SavedRows.RecordedTicks(vehicle) })];
        var statement = "DELETE FROM \"LastPositions\" WHERE " + string.Join(" OR ", terms);
        return db.Database.ExecuteSqlRawAsync(statement, values, cancellationToken);
    }

    private async Task PurgeAsync(DispatchMapDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now.UtcTicks - _purgedTicks < PurgeInterval.Ticks)
            return;
        var limit = (now - Retention).UtcTicks;
        await db.Accounts.Where(row => row.SavedTicks < limit).ExecuteDeleteAsync(cancellationToken);
        await db.Truths.Where(row => row.TruthTicks < limit).ExecuteDeleteAsync(cancellationToken);
        _purgedTicks = now.UtcTicks;
    }
}
