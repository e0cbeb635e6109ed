using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.Maps;
using DispatchMap.Web.People;
using DispatchMap.Web.Settings.Forms;

namespace DispatchMap.Tests.Web.Settings;

/// <summary>Freshness and map: what an admin saves there.</summary>
public sealed class OtherFormsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Freshness_Saved_IsInForceAtOnceAndInTheAuditLog()
    {
        await using var kit = await Open().ReadAsync();
        var form = kit.Of<FreshnessForm>();
        var draft = form.Load();
        draft.Live = TimeSpan.FromSeconds(90);
        draft.MovingKmh = 4.5;

        Assert.Empty(await form.SaveAsync(draft, Cancel).Soon());

        Assert.Equal((TimeSpan.FromSeconds(90), 4.5), (kit.Value<FreshnessOptions>().Live, kit.Value<FreshnessOptions>().MovingKmh));
        Assert.Equal("live up to, 1 min to 90 s; moving above, 3 km/h to 4.5 km/h", Assert.Single(await kit.AuditAsync()).Detail);
        Assert.Equal(TimeSpan.FromSeconds(60), form.Defaults().Live);
    }

    [Fact]
    public async Task Freshness_OutOfOrder_IsRefused()
    {
        await using var kit = await Open().ReadAsync();
        var form = kit.Of<FreshnessForm>();
        var draft = form.Load();
        draft.Delayed = TimeSpan.FromSeconds(30);

        Assert.Equal("Delayed must be longer than Live and at most 7.00:00:00.", Assert.Single(await form.SaveAsync(draft, Cancel).Soon()));
        Assert.Equal(TimeSpan.FromMinutes(5), kit.Value<FreshnessOptions>().Delayed);
    }

    [Fact]
    public async Task Freshness_ConfigurationChangedUnderWhatWasSaved_TheLastGoodHolds()
    {
        await using (var before = await Open().ReadAsync())
        {
            var draft = before.Of<FreshnessForm>().Load();
            draft.Live = TimeSpan.FromMinutes(4);
            await before.Of<FreshnessForm>().SaveAsync(draft, Cancel).Soon();
        }

        await using var kit = await Open(configuration: ("DispatchMap:Freshness:Delayed", "00:02:00")).ReadAsync();

        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)), (kit.Value<FreshnessOptions>().Live, kit.Value<FreshnessOptions>().Delayed));
        Assert.Contains("Delayed must be longer than Live", kit.Of<FreshnessForm>().Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_Saved_IsInForce()
    {
        await using var kit = await Open().ReadAsync();

        Assert.Empty(await SaveAsync(kit, "https://tiles.example.com/{z}/{x}/{y}.png "));
        Assert.Equal("https://tiles.example.com/{z}/{x}/{y}.png", kit.Value<BaseMapOptions>().TileUrl);

        Assert.Empty(await SaveAsync(kit, ""));
        Assert.False(kit.Value<BaseMapOptions>().HasTiles);
        Assert.StartsWith("tile address, https://tiles.example.com/{z}/{x}/{y}.png to the outline map", (await kit.AuditAsync())[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://tiles.example.com/{z}/{x}/{y}.png", "https://")]
    [InlineData("https://user:word@tiles.example.com/{z}/{x}/{y}.png", "user name")]
    [InlineData("https://192.168.1.4/{z}/{x}/{y}.png", "private network")]
    [InlineData("https://[fd00::4]/{z}/{x}/{y}.png", "private network")]
    [InlineData("https://169.254.169.254/{z}/{x}/{y}.png", "private network")]
    [InlineData("https://localhost/{z}/{x}/{y}.png", "private network")]
    [InlineData("https://tiles/{z}/{x}/{y}.png", "private network")]
    [InlineData("https://tiles.example.com/{z}/{x}.png", "{y}")]
    [InlineData("javascript:alert({z},{x},{y})", "http or https")]
    public async Task Map_AddressThatBrowsersShouldNotFetchFrom_IsRefused(string address, string why)
    {
        await using var kit = await Open().ReadAsync();

        Assert.Contains(why, Assert.Single(await SaveAsync(kit, address)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_PrivateAddressAllowedByConfiguration_IsSaved()
    {
        await using var kit = await Open(configuration: ("DispatchMap:Map:AllowPrivateTiles", "true")).ReadAsync();

        Assert.Empty(await SaveAsync(kit, "https://192.168.1.4/{z}/{x}/{y}.png"));
    }

    [Fact]
    public async Task Save_NoAdmin_IsNotAllowed()
    {
        await using var kit = await Open(Role.OpsLead).ReadAsync();

        await Assert.ThrowsAsync<NotAllowedException>(() => SaveAsync(kit, ""));
        await Assert.ThrowsAsync<NotAllowedException>(() => kit.Of<FreshnessForm>().SaveAsync(new(), Cancel).Soon());
    }

    private static Task<IReadOnlyList<string>> SaveAsync(SettingsKit kit, string tileUrl)
    {
        var draft = kit.Of<MapForm>().Load();
        draft.TileUrl = tileUrl;
        return kit.Of<MapForm>().SaveAsync(draft, Cancel).Soon();
    }

    private SettingsKit Open(Role role = Role.Admin, params (string, string?)[] configuration) =>
        new($"Data Source={_folder.File()}", "Sqlite", role, configuration);
}
