using System.Text;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.People;

namespace DispatchMap.Tests.Web.Settings;

public sealed class SqliteSavedConnectionTests : SavedConnectionTests, IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Database_AfterASave_HoldsNoSecret()
    {
        await using var kit = await Open().ReadAsync();
        await kit.SaveAsync(SettingsKit.Draft("canary-id", "canary-secret"));

        var text = string.Concat(Directory.GetFiles(_folder.Path).Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }));

        Assert.Contains("canary-id", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-secret", text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private protected override SettingsKit Open(Role role = Role.Admin, params (string, string?)[] configuration) =>
        new($"Data Source={_folder.File()}", "Sqlite", role, configuration);
}
