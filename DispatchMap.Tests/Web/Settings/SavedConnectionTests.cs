using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.People;
using DispatchMap.Web.Settings;
using DispatchMap.Web.Settings.Forms;
using DispatchMap.Web.Settings.Sections;

namespace DispatchMap.Tests.Web.Settings;

/// <summary>What an admin saves on the connection page, on each kind of database.</summary>
public abstract class SavedConnectionTests
{
    private const string Canary = "canary-5d1e-secret";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_Connection_IsInForceAtOnceAndAfterARestart()
    {
        await using var kit = await Open().ReadAsync();
        Assert.Null(kit.Connection);
        var changes = 0;
        kit.Of<IUpstreamConnectionSource>().Changed += () => changes++;

        Assert.Empty(await kit.SaveAsync(SettingsKit.Draft(" me ", Canary + "\n", "https://vendor.test/v3/", 20)));

        await using var again = await Open().ReadAsync();
        foreach (var one in new[] { kit, again })
        {
            Assert.Equal(("https://vendor.test/v3", "me", Canary), (one.Connection!.BaseUrl.AbsoluteUri, one.Connection.ClientId, one.Connection.ClientSecret.Reveal()));
            Assert.Equal(20, one.Value<StreamDefaults>().MinIntervalSeconds);
            Assert.Equal("P. Hruška", one.Form.SecretSet?.By);
            Assert.Null(one.Form.Load().NewSecret);
        }

        Assert.Equal(1, changes);
    }

    [Fact]
    public async Task Read_SavedByAnotherProcess_IsInForce()
    {
        await using var here = await Open().ReadAsync();
        await using var there = await Open().ReadAsync();
        await there.SaveAsync(SettingsKit.Draft());

        await here.ReadAsync();
        Assert.Equal("me", here.Connection?.ClientId);

        await there.SaveAsync(SettingsKit.Draft("other", secret: null));
        await here.ReadAsync();
        Assert.Equal(("other", "hush"), (here.Connection?.ClientId, here.Connection?.ClientSecret.Reveal()));
    }

    [Fact]
    public async Task Save_AnyChange_IsInTheAuditLogWithoutTheSecret()
    {
        await using var kit = await Open().ReadAsync();

        await kit.SaveAsync(SettingsKit.Draft(secret: Canary));
        await kit.SaveAsync(SettingsKit.Draft("you", secret: "canary-other", seconds: 10));

        var lines = await kit.AuditAsync();
        Assert.Equal(["SettingsChanged", "SettingsChanged"], lines.Select(line => line.Action.ToString()));
        Assert.Equal("client id, me to you; client secret, replaced; minimum interval, 5 s to 10 s", lines[1].Detail);
        Assert.Equal(("Connection", "P. Hruška", "user-1"), (lines[1].Subject, lines[1].Actor, lines[1].ActorId));
        Assert.DoesNotContain("canary", string.Join('\n', lines.Select(line => line.Detail)) + string.Join('\n', kit.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_NothingChanged_WritesNothing()
    {
        await using var kit = await Open().ReadAsync();

        Assert.Empty(await kit.SaveAsync(kit.Form.Load()));

        Assert.Empty(await kit.AuditAsync());
        Assert.Null(kit.Store.Find(SettingsKeys.Connection));
    }

    [Fact]
    public async Task Save_WhatMakesNoSense_IsRefusedInWords()
    {
        await using var kit = await Open().ReadAsync();

        Assert.Contains("5 s or more", Assert.Single(await kit.SaveAsync(SettingsKit.Draft(seconds: 4))), StringComparison.Ordinal);
        Assert.Equal(["The client secret is missing."], await kit.SaveAsync(SettingsKit.Draft(secret: null)));
        Assert.Equal(["The client id is missing."], await kit.SaveAsync(SettingsKit.Draft(id: " ")));
        Assert.StartsWith("BaseUrl must be an absolute https address", Assert.Single(await kit.SaveAsync(SettingsKit.Draft(address: "http://vendor.test/v3"))), StringComparison.Ordinal);
        Assert.Null(kit.Connection);
    }

    [Fact]
    public async Task Save_OtherServerWithTheSavedSecret_IsRefusedAndNotEvenChecked()
    {
        await using var kit = await Open().ReadAsync();
        await kit.SaveAsync(SettingsKit.Draft(secret: Canary));

        var elsewhere = SettingsKit.Draft(secret: null, address: "https://thief.test/v3");

        Assert.Contains("https://vendor.test", Assert.Single(await kit.SaveAsync(elsewhere)), StringComparison.Ordinal);
        Assert.Null(kit.Form.ConnectionOf(elsewhere));
        Assert.Equal(Canary, kit.Form.ConnectionOf(SettingsKit.Draft(secret: null, address: "https://vendor.test/v4"))!.ClientSecret.Reveal());
    }

    [Fact]
    public async Task Save_NoAdmin_IsNotAllowed()
    {
        await using var kit = await Open(Role.OpsLead).ReadAsync();

        await Assert.ThrowsAsync<NotAllowedException>(() => kit.SaveAsync(SettingsKit.Draft()));
        await Assert.ThrowsAsync<NotAllowedException>(() => kit.Form.RevertAsync(Cancel));

        Assert.Null(kit.Connection);
    }

    [Fact]
    public async Task Configuration_Keys_OverrideAndLockWhatTheySet()
    {
        await using (var before = await Open().ReadAsync())
            await before.SaveAsync(SettingsKit.Draft());

        await using var kit = await Open(configuration: [("DispatchMap:Upstream:ClientId", "configured"), ("DispatchMap:Stream:MinIntervalSeconds", "60")]).ReadAsync();

        Assert.Equal(("configured", "hush"), (kit.Connection!.ClientId, kit.Connection.ClientSecret.Reveal()));
        Assert.Equal("DispatchMap__Upstream__ClientId", kit.Form.LockOf(nameof(UpstreamOptions.ClientId)));
        Assert.Equal("DispatchMap__Stream__MinIntervalSeconds", kit.Form.StreamLockOf(nameof(StreamDefaults.MinIntervalSeconds)));
        Assert.Null(kit.Form.LockOf(nameof(UpstreamOptions.BaseUrl)));

        await kit.SaveAsync(SettingsKit.Draft("typed all the same", secret: "new", seconds: 7) with { IncludeShared = false });
        Assert.Equal(("configured", "new", 60, false), (kit.Connection!.ClientId, kit.Connection.ClientSecret.Reveal(), kit.Value<StreamDefaults>().MinIntervalSeconds, kit.Value<StreamDefaults>().IncludeShared));
        await using var after = await Open().ReadAsync();
        Assert.Equal("me", after.Connection!.ClientId);
    }

    [Fact]
    public async Task Configuration_Secret_GoesOnlyWhereConfigurationSays()
    {
        await using (var before = await Open().ReadAsync())
            await before.SaveAsync(SettingsKit.Draft(address: "https://thief.test/v3"));

        await using var kit = await Open(configuration: [("DispatchMap:Upstream:ClientSecret", Canary)]).ReadAsync();

        Assert.Equal("mycartracks.com", kit.Connection!.BaseUrl.Host);
        Assert.Equal("DispatchMap__Upstream__ClientSecret", kit.Form.LockOf(nameof(UpstreamOptions.BaseUrl)));
        await kit.SaveAsync(SettingsKit.Draft("x", secret: null, address: "https://thief.test/v3"));
        Assert.Equal("mycartracks.com", kit.Connection!.BaseUrl.Host);
    }

    [Fact]
    public async Task Keys_Lost_AskForTheSecretAgainAndKeepTheLastConnection()
    {
        await using var running = await Open().ReadAsync();
        await running.SaveAsync(SettingsKit.Draft());
        await running.RunAsync($"""DELETE FROM "DataProtectionKeys" """);

        await using var kit = await Open().ReadAsync();

        Assert.Null(kit.Connection);
        Assert.True(kit.Form.IsSecretLost);
        Assert.Contains("Enter it again", kit.Form.Trouble, StringComparison.Ordinal);
        Assert.Equal(["The client secret is missing."], kit.Form.Faults(kit.Form.Load()));
        Assert.Equal("me", kit.Form.Load().ClientId);
        await running.ReadAsync();
        Assert.Equal("me", running.Connection?.ClientId);

        Assert.Empty(await kit.SaveAsync(kit.Form.Load() with { NewSecret = new("fresh") }));
        Assert.Equal("fresh", kit.Connection!.ClientSecret.Reveal());
        Assert.Null(kit.Form.Trouble);
    }

    [Fact]
    public async Task Keys_Lost_ConfigurationStaysInForce()
    {
        await using (var before = await Open().ReadAsync())
        {
            await before.SaveAsync(SettingsKit.Draft());
            await before.RunAsync($"""DELETE FROM "DataProtectionKeys" """);
        }

        await using var kit = await Open(configuration:
            [("DispatchMap:Upstream:ClientId", "configured"), ("DispatchMap:Upstream:ClientSecret", "hush")]).ReadAsync();

        Assert.Equal("configured", kit.Connection?.ClientId);
    }

    [Fact]
    public async Task Revert_AfterASave_BringsTheOneBeforeBackWithItsSecret()
    {
        await using var kit = await Open().ReadAsync();
        await kit.SaveAsync(SettingsKit.Draft(secret: "first"));
        Assert.False(kit.Form.CanRevert);
        await kit.SaveAsync(SettingsKit.Draft("you", secret: "second"));
        Assert.True(kit.Form.CanRevert);

        await kit.Form.RevertAsync(Cancel).Soon();

        Assert.Equal(("me", "first"), (kit.Connection!.ClientId, kit.Connection.ClientSecret.Reveal()));
        Assert.StartsWith("back to the connection before: client id, you to me", (await kit.AuditAsync())[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"MinIntervalSeconds":"soon"}""")]
    [InlineData("""{"MinIntervalSeconds":1}""")]
    [InlineData("not JSON")]
    public async Task Read_SavedNonsense_IsLeftOutAndSaid(string json)
    {
        await using var kit = Open();
        await kit.RunAsync($"""INSERT INTO "Settings" ("Key", "Value", "ChangedAt", "ChangedBy") VALUES ('stream', {json}, 5, 'x')""");

        await kit.ReadAsync();

        Assert.Equal(5, kit.Value<StreamDefaults>().MinIntervalSeconds);
        Assert.Contains(kit.Log.Lines, line => line.Contains("saved settings of stream", StringComparison.Ordinal));
        Assert.Empty(await kit.SaveAsync(SettingsKit.Draft(seconds: 30)));
        Assert.Equal(30, kit.Value<StreamDefaults>().MinIntervalSeconds);
    }

    [Fact]
    public async Task Save_Fields_ArePartOfTheScopeThatIsChecked()
    {
        await using var kit = await Open().ReadAsync();
        var draft = SettingsKit.Draft(seconds: 30) with { Fields = StreamFields.Speed | StreamFields.Driver, IncludeShared = false };

        await kit.SaveAsync(draft);

        Assert.Equal("all;shared=0;min=30;fields=6", ConnectionScope(kit).Key);
        Assert.Equal(draft.Fields, kit.Value<StreamDefaults>().Fields);
    }

    private protected abstract SettingsKit Open(Role role = Role.Admin, params (string, string?)[] configuration);

    private static Scope ConnectionScope(SettingsKit kit) => ConnectionForm.ScopeOf(kit.Form.Load());
}
