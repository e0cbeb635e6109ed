namespace DispatchMap.Tests.Storage;

public sealed class PostgreSqlStoreTests(PostgreSqlServer server) : StoreTests
{
    private readonly string _database = $"test_{Guid.NewGuid():n}";

    [Fact]
    public async Task Prepare_WrongPassword_SaysSoWithoutTheConnectionString()
    {
        await using var kit = new StorageKit(server.Connection(_database, "canary-wrong-password"), "PostgreSql");

        var refusal = await Assert.ThrowsAsync<Core.Feeds.Memory.StoreException>(() => kit.LoadAsync());

        Assert.Equal("The database server refuses the user or the password.", refusal.Message);
        Assert.DoesNotContain("canary", string.Join('\n', kit.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_AtTrace_HoldNoPassword()
    {
        await using var kit = Open();

        await kit.SaveAsync(StorageKit.Vehicle(1));

        Assert.DoesNotContain(PostgreSqlServer.Password, string.Join('\n', kit.Log.Lines), StringComparison.Ordinal);
    }

    private protected override StorageKit Open(DateTimeOffset? now = null) => new(server.Connection(_database), "PostgreSql", now);
}
