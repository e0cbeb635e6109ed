using DispatchMap.Tests.Storage;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Entry;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Tests.Web.People;

public sealed class InvitationsTests : IAsyncLifetime
{
    private const string Password = "a long enough password";

    private readonly TempFolder _folder = new();
    private readonly PeopleKit _kit;
    private User _admin = null!;

    public InvitationsTests() => _kit = new($"Data Source={_folder.File()}");

    public async ValueTask InitializeAsync() => _admin = await _kit.AddAsync("Anna");

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Accept_GoodLink_MakesExactlyTheAccountThatWasInvited()
    {
        var token = await InviteAsync("dan.o'brien@example.com", new(Role.OpsLead, [20, 10]));

        Assert.Null((await AcceptAsync(token, "Dan")).Refusal);

        var user = await _kit.AskAsync((users, _) => users.FindByEmailAsync("dan.o'brien@example.com"));
        Assert.Equal(("Dan", Role.OpsLead, "10,20", false), (user!.DisplayName, user.Role, string.Join(',', user.OnlyGroups!), user.IsDemo));
        Assert.True(await _kit.AskAsync((users, _) => users.CheckPasswordAsync(user, Password)));
        Assert.Equal([AuditAction.Invited, AuditAction.InvitationAccepted], (await _kit.AuditAsync()).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Database_AfterInviting_HoldsTheHashOnly()
    {
        var token = await InviteAsync();

        var kept = await _kit.AskAsync((_, db) => db.Invitations.SingleAsync());
        Assert.Equal(LinkToken.Hash(token), kept.TokenHash);
        Assert.DoesNotContain(token, string.Join('\n', (await _kit.AuditAsync()).Select(entry => entry.Detail + entry.Subject)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_Twice_MakesOneAccount()
    {
        var token = await InviteAsync();

        var answers = await Task.WhenAll(AcceptAsync(token), AcceptAsync(token));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.Equal(1, await _kit.AskAsync((_, db) => db.Users.CountAsync(user => user.Email == "dan@example.com")));
    }

    [Fact]
    public async Task Accept_ExpiredRevokedReplacedOrGarbled_IsRefusedAlike()
    {
        var revoked = await InviteAsync("a@example.com");
        var open = await _kit.As<PeopleList>(_admin).InvitationsAsync(TestContext.Current.CancellationToken).Soon();
        await _kit.As<Invitations>(_admin).RevokeAsync(Assert.Single(open).Id, TestContext.Current.CancellationToken).Soon();
        var replaced = await InviteAsync("b@example.com");
        await InviteAsync("B@example.com");
        var expired = await InviteAsync("c@example.com");
        _kit.Time.Advance(Invitations.Lifetime);

        var refusals = new List<string?>();
        foreach (var token in new[] { revoked, replaced, expired, expired + "x", "", "<script>" })
        {
            refusals.Add((await AcceptAsync(token)).Refusal);
            Assert.Null(await _kit.As<InvitationEntry>(_admin).EmailOfAsync(token, TestContext.Current.CancellationToken).Soon());
        }

        Assert.NotNull(Assert.Single(refusals.Distinct()));
        Assert.Equal(1, await _kit.AskAsync((_, db) => db.Users.CountAsync()));
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("demoted")]
    [InlineData("removed")]
    public async Task Accept_InviterIsNoAdminAnyMore_IsRefused(string change)
    {
        var token = await InviteAsync(access: new(Role.Admin, null));
        var other = await _kit.AddAsync("Olga");
        var changes = _kit.As<PeopleChanges>(other);
        var stop = TestContext.Current.CancellationToken;
        await (change switch
        {
            "disabled" => changes.SetDisabledAsync(_admin.Id, true, stop),
            "demoted" => changes.ChangeAccessAsync(_admin.Id, new(Role.OpsLead, null), stop),
            _ => changes.RemoveAsync(_admin.Id, stop),
        }).Soon();

        Assert.Equal("This link is not good any more.", (await AcceptAsync(token)).Refusal);
        Assert.Empty(await _kit.As<PeopleList>(other).InvitationsAsync(stop).Soon());
    }

    [Fact]
    public async Task Accept_WeakPasswordOrNoName_LeavesTheLinkGood()
    {
        var token = await InviteAsync();

        Assert.NotNull((await AcceptAsync(token, "")).Refusal);
        Assert.NotNull((await AcceptAsync(token, new string('x', PersonName.MaxLength + 1))).Refusal);
        Assert.NotNull((await AcceptAsync(token, password: "short")).Refusal);
        Assert.Null((await AcceptAsync(token)).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b@c")]
    [InlineData("two words@example.com")]
    [InlineData("anna@example.com")]
    [InlineData("ANNA@EXAMPLE.COM")]
    public async Task Invite_NoAddressOrOneWithAnAccount_IsRefused(string email)
    {
        var (answer, token) = await _kit.As<Invitations>(_admin).InviteAsync(email, new(Role.Dispatcher, null), TestContext.Current.CancellationToken).Soon();

        Assert.NotNull(answer.Refusal);
        Assert.Null(token);
        Assert.Empty(await _kit.AuditAsync());
    }

    [Fact]
    public async Task Invite_TooManyGroupsOrNoSuchRole_IsRefused()
    {
        Access[] wrong = [new(Role.Dispatcher, [.. Enumerable.Range(0, Access.MaxGroups + 1)]), new(Role.Dispatcher, [-1]), new((Role)7, null)];
        foreach (var access in wrong)
            Assert.NotNull((await _kit.As<Invitations>(_admin).InviteAsync("x@example.com", access, TestContext.Current.CancellationToken).Soon()).Answer.Refusal);
    }

    [Fact]
    public async Task InviteOrRevoke_ByAnybodyButAnAdmin_IsNotAllowed()
    {
        await Assert.ThrowsAsync<NotAllowedException>(() => _kit.As<Invitations>(Role.OpsLead).InviteAsync("x@example.com", new(Role.Admin, null), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotAllowedException>(() => _kit.As<Invitations>(Role.OpsLead).RevokeAsync(1, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotAllowedException>(() => _kit.As<PasswordReset>(Role.OpsLead).OfferAsync(_admin.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Accept_InTheDemo_MakesAnAccountThatEndsWithIt()
    {
        await using var demo = new PeopleKit($"Data Source={_folder.File()}", demo: true);
        var (_, token) = await demo.As<Invitations>(_admin).InviteAsync("x@example.com", new(Role.Admin, null), TestContext.Current.CancellationToken).Soon();

        await demo.As<InvitationEntry>(_admin).AcceptAsync(token!, "X", Password, new DefaultHttpContext()).Soon();

        Assert.True((await demo.AskAsync((users, _) => users.FindByEmailAsync("x@example.com")))!.IsDemo);
    }

    private async Task<string> InviteAsync(string email = "dan@example.com", Access? access = null)
    {
        var (answer, token) = await _kit.As<Invitations>(_admin).InviteAsync(email, access ?? new(Role.Dispatcher, null), TestContext.Current.CancellationToken).Soon();
        Assert.Null(answer.Refusal);
        return token!;
    }

    private Task<PeopleAnswer> AcceptAsync(string token, string name = "Dan", string password = Password) =>
        Task.Run(() => _kit.As<InvitationEntry>(_admin).AcceptAsync(token, name, password, new DefaultHttpContext())).Soon();
}
