using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.People;

/// <summary>
/// Work on users, each piece with a database context of its own: a circuit lives for hours and does several things at once,
/// which a context survives neither of.
/// </summary>
internal sealed class UserWork(Database database, IServiceScopeFactory scopes)
{
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public async Task<T> UseAsync<T>(Func<UserManager<User>, Task<T>> work, CancellationToken cancellationToken)
    {
        await database.PrepareAsync(cancellationToken);
        return await Task.Run(
            async () =>
            {
                await using var scope = scopes.CreateAsyncScope();
                return await work(scope.ServiceProvider.GetRequiredService<UserManager<User>>());
            },
            cancellationToken);
    }
}
