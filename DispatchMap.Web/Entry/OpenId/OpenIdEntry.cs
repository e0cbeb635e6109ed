using System.Collections.Immutable;
using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using DispatchMap.Web.Sessions;
using DispatchMap.Web.Words;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Entry.OpenId;

/// <summary>
/// Lets in whom the provider vouches for. Role and groups are the provider's at every sign-in; being disabled here is ours.
/// </summary>
internal sealed class OpenIdEntry(
    FirstUsers first, UserManager<User> users, SignInManager<User> signIn, PasswordEntry entry, AuditLog audit, SessionWatch watch,
    IOptions<OpenIdOptions> options, TimeProvider time)
{
    /// <summary>Ends what the provider's answer has begun.</summary>
    /// <returns>Null when they are in; else why not.</returns>
    public async Task<OpenIdRefusal?> FinishAsync(HttpContext context)
    {
        await first.EnsureAsync(context.RequestAborted);
        var answer = await context.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        if (!answer.Succeeded || OpenIdPerson.Read(answer.Principal, options.Value) is not { } person)
            return OpenIdRefusal.NoAnswer;
        var (user, refusal) = await FindAsync(person, context);
        if (user is null)
        {
            await audit.WriteAsync(
                new(null, person.Email ?? person.Subject, AuditActor.AddressOf(context)), AuditAction.SignInRefused,
                detail: $"OpenID Connect: {refusal}", cancellationToken: context.RequestAborted);
            return refusal;
        }

        await signIn.SignInAsync(user, isPersistent: false, OpenIdHosting.Scheme);
        await entry.WelcomeAsync(user, "OpenID Connect", context);
        return null;
    }

    private async Task<(User? User, OpenIdRefusal? Refusal)> FindAsync(OpenIdPerson person, HttpContext context)
    {
        if (person.Role is not { } role)
            return (null, OpenIdRefusal.NoRole);
        var user = await users.FindByLoginAsync(OpenIdHosting.Scheme, person.Login);
        if (user is null)
        {
            if (string.IsNullOrEmpty(person.Email))
                return (null, OpenIdRefusal.NoEmail);
            user = await users.FindByEmailAsync(person.Email);
            if (user is not null && !(options.Value.LinkByVerifiedEmail && person.EmailVerified && !user.IsDemo))
                return (null, OpenIdRefusal.EmailTaken);
            user ??= await MakeAsync(person, role);
            Check(await users.AddLoginAsync(user, new(OpenIdHosting.Scheme, person.Login, options.Value.DisplayName)));
        }

        if (user.Disabled)
            return (null, OpenIdRefusal.Disabled);
        await FollowAsync(user, person, role, context);
        return (user, null);
    }

    private async Task<User> MakeAsync(OpenIdPerson person, Role role)
    {
        var user = new User
        {
            UserName = person.Email,
            Email = person.Email,
            EmailConfirmed = person.EmailVerified,
            DisplayName = person.Name,
            Role = role,
            OnlyGroups = person.OnlyGroups?.ToArray(),
            CreatedAt = time.GetUtcNow(),
        };
        Check(await users.CreateAsync(user));
        return user;
    }

    /// <summary>Takes over what has changed at the provider; sessions that rest on what was before end.</summary>
    private async Task FollowAsync(User user, OpenIdPerson person, Role role, HttpContext context)
    {
        var groups = person.SaysGroups ? person.OnlyGroups : user.OnlyGroups?.ToImmutableArray();
        if (user.Role == role && Same(user.OnlyGroups, groups))
            return;
        var before = new Access(user.Role, user.OnlyGroups);
        (user.Role, user.OnlyGroups) = (role, groups?.ToArray());
        Check(await users.UpdateSecurityStampAsync(user));
        watch.Look();
        var provider = new AuditActor(null, "OpenID Connect", AuditActor.AddressOf(context));
        if (before.Role != role)
            await audit.WriteAsync(provider, AuditAction.RoleChanged, user.Email!, $"{RoleWords.Name(before.Role)} to {RoleWords.Name(role)}");
        if (!Same(before.OnlyGroups, groups))
        {
            await audit.WriteAsync(
                provider, AuditAction.RestrictionChanged, user.Email!, $"{PeopleWords.Restriction(before.OnlyGroups)} to {PeopleWords.Restriction(user.OnlyGroups)}");
        }
    }

    private static bool Same(long[]? before, ImmutableArray<long>? now) =>
        before is null == now is null && (before is null || before.SequenceEqual(now!.Value));

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException("The user could not be saved: " + string.Join(' ', result.Errors.Select(error => error.Code)));
    }
}
