using System.Runtime.CompilerServices;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.People;
using DispatchMap.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Audit;

/// <summary>Reads the audit log, newest first, for admins.</summary>
internal sealed class AuditReader(Database database)
{
    /// <summary>Entries of a page, and what an export asks for at a time.</summary>
    public const int PageSize = 50;

    private const int ExportChunk = 1000;

    /// <param name="before">The oldest entry seen so far; null begins at the newest.</param>
    /// <returns>At most <see cref="PageSize"/> entries; fewer are the last ones.</returns>
    /// <exception cref="NotAllowedException">The viewer is no admin.</exception>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public Task<List<AuditEntry>> ReadAsync(Viewer viewer, AuditQuery query, long? before, CancellationToken cancellationToken) =>
        ReadAsync(viewer, query, before, PageSize, cancellationToken);

    /// <summary>All of it, in pieces: an export of years holds no more than one piece in memory.</summary>
    /// <inheritdoc cref="ReadAsync(Viewer, AuditQuery, long?, CancellationToken)"/>
    public async IAsyncEnumerable<AuditEntry> ReadAllAsync(Viewer viewer, AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? before = null;
        while (true)
        {
            var piece = await ReadAsync(viewer, query, before, ExportChunk, cancellationToken);
            foreach (var entry in piece)
                yield return entry;
            if (piece.Count < ExportChunk)
                yield break;
            before = piece[^1].Id;
        }
    }

    private Task<List<AuditEntry>> ReadAsync(Viewer viewer, AuditQuery query, long? before, int count, CancellationToken cancellationToken)
    {
        if (viewer.Role < Role.Admin)
            throw new NotAllowedException();
        return database.UseAsync(
            (db, stop) => query.Of(db.Audit.AsNoTracking()).Where(entry => before == null || entry.Id < before)
                .OrderByDescending(entry => entry.Id).Take(count).ToListAsync(stop),
            cancellationToken);
    }
}
