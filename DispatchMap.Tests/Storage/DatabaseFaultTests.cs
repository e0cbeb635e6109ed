using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Storage;
using Microsoft.Data.Sqlite;

namespace DispatchMap.Tests.Storage;

/// <summary>Databases that cannot be used: each says why, once, and is used as soon as it can be.</summary>
public sealed class DatabaseFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Connection => $"Data Source={_folder.File()};Default Timeout=1;Pooling=false";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_Garbage_IsToldAndOnceMovedAwayMadeAnew()
    {
        await File.WriteAllTextAsync(_folder.File(), new string('x', 8192), TestContext.Current.CancellationToken);
        await using var kit = new StorageKit(Connection);

        await FailsAsync(kit, "damaged");
        await FailsAsync(kit, "damaged");
        Assert.Single(kit.Log.Lines, line => line.Contains("cannot be used", StringComparison.Ordinal));

        File.Delete(_folder.File());
        await kit.SaveAsync(StorageKit.Vehicle(1));
        Assert.Null(kit.Database.Trouble);
        Assert.Single(kit.Log.Lines, line => line.Contains("can be used again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_DamagedWhileInUse_IsTold()
    {
        await using var kit = new StorageKit(Connection);
        await kit.SaveAsync([.. Enumerable.Range(1, 2000).Select(id => StorageKit.Vehicle(id))]);
        await kit.RunAsync($"PRAGMA wal_checkpoint(TRUNCATE)");
        using (var file = File.OpenWrite(_folder.File()))
        {
            file.Position = 4096;
            file.Write(new byte[(int)file.Length - 4096]);
        }

        await FailsAsync(kit, "damaged");
    }

    [Fact]
    public async Task File_Locked_IsToldAndUsedAfterwards()
    {
        await using var kit = new StorageKit(Connection);
        await kit.LoadAsync();
        await using (var other = new SqliteConnection(Connection))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var hold = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await FailsAsync(kit, "locked");
        }

        await kit.SaveAsync(StorageKit.Vehicle(1));
    }

    [Fact]
    public async Task File_ReadOnly_IsTold()
    {
        await using (var first = new StorageKit(Connection))
            await first.SaveAsync(StorageKit.Vehicle(1));

        await using var kit = new StorageKit(Connection + ";Mode=ReadOnly");
        await FailsAsync(kit, "read-only");
    }

    [Fact]
    public async Task Folder_CannotBeMade_IsTold()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", TestContext.Current.CancellationToken);
        await using var kit = new StorageKit($"Data Source={_folder.File("file/sub/dispatchmap.db")}");

        await FailsAsync(kit, "folder");
    }

    [Fact]
    public async Task File_DiskFull_IsToldAndNothingIsHalfSaved()
    {
        await using var kit = new StorageKit($"Data Source={_folder.File()};Pooling=true");
        await kit.SaveAsync(StorageKit.Vehicle(1));
        // Holds for the pooled connection that comes next.
        await kit.RunAsync($"PRAGMA max_page_count = 1");

        await FailsAsync(kit, "full", [.. Enumerable.Range(1, 5000).Select(id => StorageKit.Vehicle(id, 5))]);
        SqliteConnection.ClearAllPools();
        Assert.Single((await kit.LoadAsync()).Vehicles);
    }

    [Fact]
    public async Task Server_NotThere_IsToldWithoutItsPassword()
    {
        await using var kit = new StorageKit(
            $"Host={_folder.Path};Database=d;Username=u;Password=canary-password;Timeout=2", nameof(DatabaseProvider.PostgreSql));

        await FailsAsync(kit, "cannot be reached");
        Assert.DoesNotContain("canary", string.Join('\n', kit.Log.Lines), StringComparison.Ordinal);
    }

    private static async Task FailsAsync(StorageKit kit, string why, params KnownVehicle[] vehicles)
    {
        var failure = await Assert.ThrowsAsync<StoreException>(
            () => kit.SaveAsync(vehicles.Length > 0 ? vehicles : [StorageKit.Vehicle(1)]));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Equal(failure.Message, kit.Database.Trouble);
    }
}
