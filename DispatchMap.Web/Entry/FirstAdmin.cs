using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Entry;

/// <summary>
/// Makes the first admin, once: of two who come with the token at the same moment, to this process or another on the same
/// database, one is too late.
/// </summary>
internal sealed class FirstAdmin(UserWork work, SetupToken token, AuditLog audit, TimeProvider time)
{
    private const string WrongToken = "That is not the token on the console.";

    /// <exception cref="Core.Feeds.Memory.StoreException">The database cannot be used now.</exception>
    public async Task<(PeopleAnswer Answer, User? User)> MakeAsync(string? proof, string? name, string? email, string? password, HttpContext context)
    {
        // Before anything else, so that whoever guesses costs nothing.
        if (!token.Matches(proof))
            return (PeopleAnswer.Refused(WrongToken), null);
        if (PersonName.Read(name) is not { } displayName)
            return (PeopleAnswer.Refused(PersonName.Rule), null);

        var user = new User { UserName = email?.Trim(), Email = email?.Trim(), DisplayName = displayName, Role = Role.Admin, CreatedAt = time.GetUtcNow() };
        var late = false;
        var answer = await work.AloneAsync(
            async (users, db) =>
            {
                late = await users.Users.AnyAsync(other => other.Role == Role.Admin && !other.IsDemo, context.RequestAborted);
                if (late)
                    return PeopleAnswer.Refused("This DispatchMap has been set up meanwhile.");
                var made = PeopleAnswer.Of(await users.CreateAsync(user, password ?? ""));
                if (made.Refusal is null)
                    audit.Add(db, AuditActor.Of(user, context), AuditAction.SetUp, user.Email!, "First admin");
                return made;
            },
            context.RequestAborted);
        if (late || answer.Refusal is null)
            token.Close();
        return (answer, answer.Refusal is null ? user : null);
    }
}
