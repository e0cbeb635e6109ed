using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.People;

/// <summary>
/// Work on users, each piece with a database context of its own: a circuit lives for hours and does several things at once,
/// which a context survives neither of.
/// </summary>
internal sealed class UserWork(Database database, IServiceScopeFactory scopes)
{
    /// <summary>Any number will do, as long as every version uses the same.</summary>
    private const long LockNumber = 7_305_221_119;

    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public Task<T> UseAsync<T>(Func<UserManager<User>, Task<T>> work, CancellationToken cancellationToken) =>
        UseAsync((users, _) => work(users), cancellationToken);

    /// <summary>Work on users and on what else is in the same database.</summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public Task<T> UseAsync<T>(Func<UserManager<User>, DispatchMapDb, Task<T>> work, CancellationToken cancellationToken) =>
        database.UseAsync(
            async (_, _) =>
            {
                await using var scope = scopes.CreateAsyncScope();
                return await work(scope.ServiceProvider.GetRequiredService<UserManager<User>>(), scope.ServiceProvider.GetRequiredService<DispatchMapDb>());
            },
            cancellationToken);

    /// <summary>
    /// Work that no other of its kind comes between, in this process or another: what it has seen still holds when it is kept.
    /// It is kept as a whole, or not at all when it was refused.
    /// </summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public Task<PeopleAnswer> AloneAsync(Func<UserManager<User>, DispatchMapDb, Task<PeopleAnswer>> work, CancellationToken cancellationToken) =>
        UseAsync(
            async (users, db) =>
            {
                // SQLite has one writer at a time, and takes this for one from its first line on.
                await using var alone = await db.Database.BeginTransactionAsync(cancellationToken);
                if (db.Database.IsNpgsql())
                    await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockNumber})", cancellationToken);
                var answer = await work(users, db);
                if (answer.Refusal is null)
                {
                    await db.SaveChangesAsync(cancellationToken);
                    await alone.CommitAsync(cancellationToken);
                }

                return answer;
            },
            cancellationToken);
}
