using System.Net;
using DispatchMap.Tests.EndToEnd;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Entry.OpenId;
using DispatchMap.Web.People;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DispatchMap.Tests.Web.Entry.OpenId;

/// <summary>The whole program against a provider on a real socket.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private OpenIdProvider _provider = null!;
    private DeskApp _app = null!;
    private HttpClient _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await OpenIdProvider.StartAsync();
        Start();
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _app.DisposeAsync();
        await _provider.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task SignIn_WithARole_IsInAndKnown()
    {
        var answer = await ComeAsync("/?sel=7");

        Assert.Equal("/?sel=7", answer.RequestMessage!.RequestUri!.PathAndQuery);
        var user = await OnlyUserAsync();
        Assert.Equal(("Zuzana Bartošová", Role.Dispatcher, null), (user.DisplayName, user.Role, user.OnlyGroups));
        Assert.Null(user.PasswordHash);
        Assert.Contains(await AuditAsync(), entry => entry is { Action: AuditAction.SignedIn, Detail: "OpenID Connect" });
    }

    [Theory]
    [InlineData(new[] { "fleet-dispatch", "fleet-admins" }, Role.Admin)]
    [InlineData(new[] { "something", "fleet-leads" }, Role.OpsLead)]
    public async Task SignIn_SeveralRoles_TheHighestCounts(string[] roles, Role expected)
    {
        _provider.Claims["roles"] = roles;

        await ComeAsync();

        Assert.Equal(expected, (await OnlyUserAsync()).Role);
    }

    [Fact]
    public async Task SignIn_RoleChangedAtTheProvider_TheSessionBeforeIsOver()
    {
        _provider.Claims["roles"] = new[] { "fleet-admins" };
        await ComeAsync();
        using var elsewhere = NewVisitor();
        _provider.Claims["roles"] = new[] { "fleet-dispatch" };

        await ComeAsync(visitor: elsewhere);

        Assert.Equal(Role.Dispatcher, (await OnlyUserAsync()).Role);
        Assert.Contains(await AuditAsync(), entry => entry is { Action: AuditAction.RoleChanged, Actor: "OpenID Connect", Detail: "Admin to Dispatcher" });
        await Waiting.UntilAsync(async () => (await _visitor.OpenAsync("/")).RequestMessage!.RequestUri!.AbsolutePath == "/sign-in");
    }

    [Fact]
    public async Task SignIn_NoRole_IsRefusedInWords()
    {
        _provider.Claims["roles"] = new[] { "kitchen" };

        var page = await PageAsync(await ComeAsync());

        Assert.Contains("has no role in DispatchMap", page, StringComparison.Ordinal);
        Assert.Empty(await UsersAsync());
        Assert.Contains(await AuditAsync(), entry => entry is { Action: AuditAction.SignInRefused, Detail: "OpenID Connect: NoRole" });
    }

    [Theory]
    [InlineData("access_denied")]
    [InlineData("server_error")]
    public async Task SignIn_ProviderRefuses_SaysSoAndIsOut(string error)
    {
        _provider.Error = error;

        var page = await PageAsync(await ComeAsync());

        Assert.Contains("did not work. Try again.", page, StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await _visitor.OpenAsync("/")).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task SignIn_TokenOfAnotherKey_IsRefused()
    {
        _provider.SignsWithAnotherKey = true;

        await ComeAsync();

        Assert.Empty(await UsersAsync());
    }

    [Fact]
    public async Task SignIn_TokenForAnotherClient_IsRefused()
    {
        _provider.Audience = "somebody-else";

        await ComeAsync();

        Assert.Empty(await UsersAsync());
    }

    [Fact]
    public async Task SignIn_AddressOfALocalAccount_DoesNotGetThatAccount()
    {
        _provider.Claims["email"] = DeskApp.AdminEmail;

        var page = await PageAsync(await ComeAsync());

        Assert.Contains("Sign in with its password", page, StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await _visitor.OpenAsync("/")).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Theory]
    [InlineData(true, "/")]
    [InlineData(false, "/sign-in")]
    public async Task SignIn_LinkingAllowed_OnlyForAVerifiedAddress(bool verified, string expected)
    {
        await RestartAsync(("DispatchMap:OpenIdConnect:LinkByVerifiedEmail", "true"));
        _provider.Claims["email"] = DeskApp.AdminEmail;
        _provider.Claims["email_verified"] = verified;

        var answer = await ComeAsync();

        Assert.Equal(expected, answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task SignIn_GroupsOfTheProvider_Restrict()
    {
        await RestartAsync(("DispatchMap:OpenIdConnect:GroupClaim", "fleet_groups"));
        _provider.Claims["fleet_groups"] = new[] { "20", "10", "not a group", "10" };

        await ComeAsync();

        var user = await OnlyUserAsync();
        Assert.Equal([10, 20], user.OnlyGroups!);
    }

    [Fact]
    public async Task SignIn_GroupsMissing_MeansNoVehicleAtAll()
    {
        await RestartAsync(("DispatchMap:OpenIdConnect:GroupClaim", "fleet_groups"));

        await ComeAsync();

        var user = await OnlyUserAsync();
        Assert.Empty(user.OnlyGroups!);
    }

    [Fact]
    public async Task SignIn_AllGroups_MeansEveryVehicle()
    {
        await RestartAsync(("DispatchMap:OpenIdConnect:GroupClaim", "fleet_groups"));
        _provider.Claims["fleet_groups"] = "*";

        await ComeAsync();

        Assert.Null((await OnlyUserAsync()).OnlyGroups);
    }

    [Fact]
    public async Task SignIn_DisabledHere_StaysOut()
    {
        await ComeAsync();
        await WithUsersAsync(async users =>
        {
            var user = await users.Users.SingleAsync(user => user.Email != DeskApp.AdminEmail);
            user.Disabled = true;
            return await users.UpdateSecurityStampAsync(user);
        });
        using var again = NewVisitor();

        var page = await PageAsync(await ComeAsync(visitor: again));

        Assert.Contains("Your account is disabled", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_SameSubjectOfAnotherProvider_IsSomebodyElse()
    {
        var database = ("ConnectionStrings:DispatchMap", $"Data Source={_data.File()}");
        await RestartAsync(database);
        await ComeAsync();
        (_provider.Issuer, _provider.Claims["email"]) = ("https://other.example", "somebody@other.example");
        await RestartAsync(database);

        await ComeAsync();

        Assert.Equal(["somebody@other.example", "z.bartosova@example.com"], (await UsersAsync()).Select(user => user.Email).Order());
    }

    [Fact]
    public async Task Passkey_OfWhomOnlyTheProviderVouchesFor_IsNotMade()
    {
        await ComeAsync();
        using var form = await _visitor.FillAsync("/account", "value=\"name\"");

        var answer = await _visitor.PostAsync(new Uri("/account/passkey-options", UriKind.Relative), form, TestContext.Current.CancellationToken).Soon();

        Assert.Equal("/not-allowed", answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.DoesNotContain("Add a passkey", await PageAsync(await _visitor.OpenAsync("/account")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AtATime_NoSecretInAnyLog()
    {
        await ComeAsync();

        Assert.DoesNotContain(_app.Log.Lines, line => line.Contains("provider-canary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task SignIn_ReturnElsewhere_EndsAtTheDesk(string returnUrl) =>
        Assert.Equal("/", (await ComeAsync(returnUrl)).RequestMessage!.RequestUri!.PathAndQuery);

    private void Start(params (string Key, string Value)[] settings)
    {
        _app = DeskApp.InProduction(null,
        [
            ("DispatchMap:OpenIdConnect:Authority", _provider.Address),
            ("DispatchMap:OpenIdConnect:AllowInsecureLoopback", "true"),
            ("DispatchMap:OpenIdConnect:ClientId", OpenIdProvider.ClientId),
            ("DispatchMap:OpenIdConnect:ClientSecret", OpenIdProvider.ClientSecret),
            ("DispatchMap:OpenIdConnect:DisplayName", "Example Fleet"),
            ("DispatchMap:OpenIdConnect:Roles:Dispatcher:0", "fleet-dispatch"),
            ("DispatchMap:OpenIdConnect:Roles:OpsLead:0", "fleet-leads"),
            ("DispatchMap:OpenIdConnect:Roles:Admin:0", "fleet-admins"),
            .. settings,
        ]);
        _visitor = NewVisitor();
    }

    private async Task RestartAsync(params (string Key, string Value)[] settings)
    {
        _visitor.Dispose();
        await _app.DisposeAsync();
        Start(settings);
    }

    /// <summary>A browser that goes where it is sent, to the provider too.</summary>
    private HttpClient NewVisitor() => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _app.Address };

    private Task<HttpResponseMessage> ComeAsync(string returnUrl = "/", HttpClient? visitor = null) =>
        (visitor ?? _visitor).SubmitAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl), OpenIdHosting.StartPath);

    private static Task<string> PageAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private Task<List<User>> UsersAsync() =>
        WithUsersAsync(users => users.Users.AsNoTracking().Where(user => user.Email != DeskApp.AdminEmail).ToListAsync());

    private async Task<User> OnlyUserAsync() => Assert.Single(await UsersAsync());

    private Task<T> WithUsersAsync<T>(Func<UserManager<User>, Task<T>> work) =>
        _app.Services.GetRequiredService<UserWork>().UseAsync(work, TestContext.Current.CancellationToken).Soon();

    private Task<List<AuditEntry>> AuditAsync() => _app.Services.GetRequiredService<Database>()
        .UseAsync((db, stop) => db.Audit.ToListAsync(stop), TestContext.Current.CancellationToken).Soon();
}
