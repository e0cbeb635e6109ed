using DispatchMap.Web.Storage;
using Microsoft.Extensions.Configuration;

namespace DispatchMap.Tests.Storage;

public sealed class DatabaseSettingsTests
{
    [Fact]
    public void Read_Nothing_IsAFileInTheUsersOwnFolder()
    {
        var settings = Read(null, null);

        Assert.Equal(DatabaseProvider.Sqlite, settings.Provider);
        Assert.EndsWith(Path.Combine("DispatchMap", "dispatchmap.db"), settings.File, StringComparison.Ordinal);
        Assert.True(Path.IsPathFullyQualified(settings.File!));
        Assert.Contains("Default Timeout=5", settings.ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Oracle", "Data Source=x.db", DatabaseSettings.ProviderKey)]
    [InlineData("7", "Data Source=x.db", DatabaseSettings.ProviderKey)]
    [InlineData(null, "Data Source=x.db;canary=1", DatabaseSettings.ConnectionKey)]
    [InlineData(null, "canary", DatabaseSettings.ConnectionKey)]
    [InlineData(null, "Data Source=:memory:", DatabaseSettings.ConnectionKey)]
    [InlineData("PostgreSql", null, DatabaseSettings.ConnectionKey)]
    [InlineData("postgresql", "Database=x;Password=canary", DatabaseSettings.ConnectionKey)]
    [InlineData("PostgreSql", "Host=x;Password=a;canary", DatabaseSettings.ConnectionKey)]
    [InlineData("PostgreSql", "Host=x;Port=canary", DatabaseSettings.ConnectionKey)]
    public void Read_WithoutSense_NamesTheKeyAndNotTheValue(string? provider, string? connection, string key)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Read(provider, connection));

        Assert.StartsWith(key, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Password_IsNotShown() =>
        Assert.DoesNotContain("canary", $"{Read("PostgreSql", "Host=x;Password=canary")}", StringComparison.Ordinal);

    private static DatabaseSettings Read(string? provider, string? connection) =>
        DatabaseSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [DatabaseSettings.ProviderKey] = provider,
            [DatabaseSettings.ConnectionKey] = connection,
        }).Build());
}
