using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Web.Storage;

namespace DispatchMap.Web.Audit;

/// <summary>Writes down who did what.</summary>
internal sealed class AuditLog(Database database, TimeProvider time)
{
    private const int MaxText = 400;

    /// <exception cref="StoreException">The database cannot be used now: what was to be written down has not been.</exception>
    public Task WriteAsync(AuditActor actor, AuditAction action, string subject = "", string detail = "", CancellationToken cancellationToken = default)
    {
        var entry = new AuditEntry
        {
            At = time.GetUtcNow(),
            Action = action,
            ActorId = actor.UserId,
            Actor = Cut(actor.Name),
            Subject = Cut(subject),
            Detail = Cut(detail),
            Address = Cut(actor.Address),
        };
        entry.SearchText = SearchFolding.Fold(string.Join('\n', entry.Actor, entry.Subject, entry.Detail, entry.Address));
        return database.UseAsync(
            (db, stop) =>
            {
                db.Audit.Add(entry);
                return db.SaveChangesAsync(stop);
            },
            cancellationToken);
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
