using DispatchMap.Tests.Storage;
using DispatchMap.Web.Settings;
using Microsoft.Data.Sqlite;

namespace DispatchMap.Tests.Web.Settings;

public sealed class SettingsWatchTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_DatabaseDownAndBack_AppliesWhatWasSavedWithoutARestart()
    {
        await using (var before = await Open().ReadAsync())
            await before.SaveAsync(SettingsKit.Draft());
        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(_folder.File(), Cancel);
        await File.WriteAllTextAsync(_folder.File(), new string('x', 8192), Cancel);

        await using var kit = Open();
        await kit.Watch.StartAsync(Cancel).Soon();
        Assert.Null(kit.Connection);
        Assert.False(kit.Store.IsRead);

        var connected = kit.UntilConnectedAsync();
        await File.WriteAllBytesAsync(_folder.File(), bytes, Cancel);
        await kit.Time.PassAsync(SettingsWatch.Interval);
        await connected;
        Assert.Equal("me", kit.Connection?.ClientId);
        await kit.Watch.StopAsync(Cancel).Soon();
    }

    private SettingsKit Open() => new($"Data Source={_folder.File()};Pooling=false");
}
