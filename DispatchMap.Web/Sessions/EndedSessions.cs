using System.Globalization;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Sessions;

/// <summary>
/// Sessions that their users have signed out of. A copy of the cookie would be good for days more; here every process on the
/// database learns that it is not. Forgotten when the cookie would have been over anyway.
/// </summary>
internal sealed class EndedSessions(Database database, UserStamps stamps, TimeProvider time)
{
    /// <summary>How long a cookie is good for, unless it is renewed: an ended session's is not.</summary>
    public static readonly TimeSpan CookieLasts = TimeSpan.FromDays(14);

    /// <summary>A little more than any cookie, since each process has a clock of its own.</summary>
    private static readonly TimeSpan Memory = CookieLasts + TimeSpan.FromDays(1);

    /// <exception cref="Core.Feeds.Memory.StoreException">The database cannot be used now.</exception>
    public async Task AddAsync(string userId, string sessionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await database.UseAsync(
            async (db, stop) =>
            {
                var past = (now - Memory).ToUnixTimeSeconds();
                var mine = await db.UserTokens.Where(token => token.UserId == userId && token.LoginProvider == UserStamps.EndedSession).ToListAsync(stop);
                db.UserTokens.RemoveRange(mine.Where(token => !long.TryParse(token.Value, CultureInfo.InvariantCulture, out var at) || at < past));
                if (!mine.Exists(token => token.Name == sessionId))
                {
                    db.UserTokens.Add(new IdentityUserToken<string>
                    {
                        UserId = userId, LoginProvider = UserStamps.EndedSession, Name = sessionId, Value = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    });
                }

                return await db.SaveChangesAsync(stop);
            },
            cancellationToken);
        await stamps.ReadAsync([userId], cancellationToken);
    }
}
