using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Web.Storage;

namespace DispatchMap.Web.Audit;

/// <summary>Writes down who did what.</summary>
internal sealed class AuditLog(Database database, TimeProvider time)
{
    private const int MaxText = 400;

    /// <exception cref="StoreException">The database cannot be used now: what was to be written down has not been.</exception>
    public Task WriteAsync(AuditActor actor, AuditAction action, string subject = "", string detail = "", CancellationToken cancellationToken = default) =>
        database.UseAsync(
            (db, stop) =>
            {
                Add(db, actor, action, subject, detail);
                return db.SaveChangesAsync(stop);
            },
            cancellationToken);

    /// <summary>Writes it down together with what else is saved in the context: both or neither.</summary>
    public void Add(DispatchMapDb db, AuditActor actor, AuditAction action, string subject = "", string detail = "")
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
        db.Audit.Add(entry);
    }

    /// <summary>
    /// At most so long, and of letters that any database takes: strangers may send others, and half a letter comes of cutting.
    /// </summary>
    private static string Cut(string text)
    {
        var plain = text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];
        return plain.Any(char.IsControl) ? string.Concat(plain.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) : plain;
    }
}
