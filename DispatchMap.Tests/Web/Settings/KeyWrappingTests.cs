using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.People;
using DispatchMap.Web.Settings;
using DispatchMap.Web.Settings.About;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Tests.Web.Settings;

/// <summary>The keys in the database, encrypted with a certificate.</summary>
public sealed class KeyWrappingTests : IDisposable
{
    private const string Password = "canary-password";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Certificate_Given_KeysAreOfNoUseWithoutIt()
    {
        var path = Make("one.pfx");
        await using (var wrapped = await Open((KeyWrapping.PathKey, path), (KeyWrapping.PasswordKey, Password)).ReadAsync())
        {
            await wrapped.SaveAsync(SettingsKit.Draft());
            Assert.True(wrapped.Of<KeyRingState>().IsWrapped);
            var keys = await wrapped.Of<DispatchMap.Web.Storage.Database>().UseAsync((db, stop) => db.Keys.Select(key => key.Xml).ToListAsync(stop), TestContext.Current.CancellationToken);
            Assert.Contains("EncryptedData", Assert.Single(keys), StringComparison.Ordinal);
            Assert.DoesNotContain("<value>", keys[0], StringComparison.Ordinal);
        }

        await using (var without = await Open().ReadAsync())
            Assert.True(without.Form.IsSecretLost);
        await using var with = await Open((KeyWrapping.PathKey, path), (KeyWrapping.PasswordKey, Password)).ReadAsync();
        Assert.Equal("hush", with.Connection?.ClientSecret.Reveal());
    }

    [Fact]
    public async Task Certificate_Replaced_TheOlderOneStillReadsWhatItEncrypted()
    {
        var (older, newer) = (Make("older.pfx"), Make("newer.pfx"));
        await using (var before = await Open((KeyWrapping.PathKey, older), (KeyWrapping.PasswordKey, Password)).ReadAsync())
            await before.SaveAsync(SettingsKit.Draft());

        await using var after = await Open(
            (KeyWrapping.PathKey, newer), (KeyWrapping.PasswordKey, Password),
            (KeyWrapping.OlderKey + ":0:Path", older), (KeyWrapping.OlderKey + ":0:Password", Password)).ReadAsync();

        Assert.Equal("hush", after.Connection?.ClientSecret.Reveal());
    }

    [Theory]
    [InlineData("no-such-canary.pfx", Password)]
    [InlineData("garbage-canary.pfx", Password)]
    [InlineData("good-canary.pfx", "canary-wrong")]
    [InlineData("public-canary.pfx", Password)]
    public void Certificate_Unusable_NamesTheKeyAndNotTheValue(string file, string password)
    {
        File.WriteAllText(_folder.File("garbage-canary.pfx"), "garbage");
        Make("good-canary.pfx");
        Make("public-canary.pfx", withKey: false);

        var refusal = Assert.Throws<InvalidOperationException>(() => Open((KeyWrapping.PathKey, _folder.File(file)), (KeyWrapping.PasswordKey, password)));

        Assert.StartsWith("DispatchMap:DataProtection:CertificatePath", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refusal.ToString(), StringComparison.Ordinal);
    }

    private string Make(string name, bool withKey = true)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=DispatchMap test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        using var bare = X509CertificateLoader.LoadCertificate(made.Export(X509ContentType.Cert));
        File.WriteAllBytes(_folder.File(name), (withKey ? made : bare).Export(X509ContentType.Pkcs12, Password));
        return _folder.File(name);
    }

    private SettingsKit Open(params (string, string?)[] configuration) => new($"Data Source={_folder.File()}", "Sqlite", Role.Admin, configuration);
}
