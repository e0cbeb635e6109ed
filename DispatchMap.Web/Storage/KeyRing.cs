using System.Xml.Linq;
using DispatchMap.Web.Storage.Model;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Storage;

/// <summary>
/// Data Protection's keys in the database, so that every process on it can read the others' cookies and secrets. The
/// framework's own repository would ask a database that is not prepared yet.
/// </summary>
internal sealed class KeyRing(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        database.UseAsync((db, stop) => db.Keys.AsNoTracking().Select(key => key.Xml).ToListAsync(stop), CancellationToken.None)
            .GetAwaiter().GetResult().ConvertAll(XElement.Parse);

    public void StoreElement(XElement element, string friendlyName) =>
        database.UseAsync(
            (db, stop) =>
            {
                db.Keys.Add(new SavedKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
                return db.SaveChangesAsync(stop);
            },
            CancellationToken.None).GetAwaiter().GetResult();
}
