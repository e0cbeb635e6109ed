using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Sessions;

/// <summary>
/// The security stamps of users, which a change of password, role, restriction or standing replaces. A session with another
/// stamp is over, and so is one that its user has signed out of. While the database cannot be asked, what it said last holds: its trouble locks nobody out of the map.
/// </summary>
internal sealed class UserStamps(Database database, DemoMode demo, TimeProvider time)
{
    /// <summary>How long an answer serves; with <see cref="SessionWatch.Interval"/> it stays well within five seconds.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    /// <summary>How a user's sessions that were signed out of are kept, among the tokens.</summary>
    public const string EndedSession = "DispatchMap.EndedSession";

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a request with this session may be answered as its user's.</summary>
    public async Task<bool> AdmitsAsync(ClaimsPrincipal session, CancellationToken cancellationToken) =>
        await HoldsAsync(session, cancellationToken)
        && !(_known.TryGetValue(session.UserId()!, out var known) && session.SessionId() is { } id && known.Ended.Contains(id));

    /// <summary>Whether the session is still what its user's stamp says.</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal session, CancellationToken cancellationToken)
    {
        if (session.UserId() is not { } id || session.Stamp() is not { } stamp)
            return false;
        // Another stamp than the known one may be newer than it: a session that was renewed a moment ago.
        if (!_known.TryGetValue(id, out var known) || known.Stamp != stamp || time.GetElapsedTime(known.ReadAt) >= Freshness)
            await ReadAsync([id], cancellationToken);
        return _known.TryGetValue(id, out known) && known.Stamp == stamp;
    }

    /// <summary>Reads the stamps of these users anew; does nothing while the database cannot be asked.</summary>
    public async Task ReadAsync(IReadOnlyCollection<string> userIds, CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        try
        {
            var (stamps, ended) = await database.UseAsync(
                async (db, stop) => (
                    await db.Users.AsNoTracking()
                        .Where(user => userIds.Contains(user.Id) && !user.Disabled && (demo.On || !user.IsDemo))
                        .ToDictionaryAsync(user => user.Id, user => user.SecurityStamp, stop),
                    (await db.UserTokens.AsNoTracking()
                        .Where(token => userIds.Contains(token.UserId) && token.LoginProvider == EndedSession)
                        .Select(token => new { token.UserId, token.Name }).ToListAsync(stop))
                        .ToLookup(token => token.UserId, token => token.Name)),
                cancellationToken);
            foreach (var id in userIds)
                _known[id] = new(stamps.GetValueOrDefault(id), [.. ended[id]], at);
        }
        catch (StoreException)
        {
            // The database has logged it.
        }
    }

    /// <param name="Stamp">Null when there is no such user, or none who may come in.</param>
    /// <param name="Ended">Sessions that were signed out of.</param>
    private readonly record struct Known(string? Stamp, ImmutableHashSet<string> Ended, long ReadAt);
}
