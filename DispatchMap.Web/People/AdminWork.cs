using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Sessions;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.People;

/// <summary>
/// What admins do to others' accounts: one thing at a time, by somebody who still is an admin at that moment, and written down
/// together with what was done. Sessions that it ends are ended at once.
/// </summary>
internal sealed class AdminWork(CurrentViewer viewer, UserWork work, AuditLog audit, SessionWatch sessions)
{
    /// <exception cref="NotAllowedException">The viewer is no admin, or no longer.</exception>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public async Task<PeopleAnswer> DoAsync(Func<Moment, Task<PeopleAnswer>> change, CancellationToken cancellationToken)
    {
        var who = await viewer.AtLeastAsync(Role.Admin);
        var allowed = true;
        var answer = await work.AloneAsync(
            async (users, db) =>
            {
                allowed = await users.FindByIdAsync(who.UserId) is { Disabled: false, Role: Role.Admin };
                return allowed ? await change(new(users, db, who, audit)) : PeopleAnswer.Refused("");
            },
            cancellationToken);
        if (!allowed)
            throw new NotAllowedException();
        sessions.Look();
        return answer;
    }

    /// <summary>The moment in which nobody else changes people.</summary>
    internal sealed record Moment(UserManager<User> Users, DispatchMapDb Db, Viewer Actor, AuditLog Audit)
    {
        public void Note(AuditAction action, string subject, string detail = "") => Audit.Add(Db, AuditActor.Of(Actor, ""), action, subject, detail);
    }
}
