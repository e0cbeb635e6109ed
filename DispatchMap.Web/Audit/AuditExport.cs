using System.Globalization;
using DispatchMap.Web.Exports;
using DispatchMap.Web.People;
using DispatchMap.Web.Words;
using Microsoft.AspNetCore.WebUtilities;

namespace DispatchMap.Web.Audit;

/// <summary>The audit log as CSV. That it was taken away is itself an entry, and the first one in it.</summary>
internal static class AuditExport
{
    private const string Path = "/settings/audit/export";

    private static readonly string[] Columns = ["When (UTC)", "Who", "What", "Whom", "Details", "Address", "Account"];

    public static void MapAuditExport(this WebApplication app) => app.MapGet(Path, ExportAsync).RequireAuthorization(Policies.Admin);

    /// <summary>Where what a query finds can be had.</summary>
    public static string Address(AuditQuery query) => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["text"] = query.Text.Trim() is { Length: > 0 } text ? text : null,
        ["action"] = query.Action?.ToString(),
        ["from"] = query.From?.ToString("O", CultureInfo.InvariantCulture),
        ["to"] = query.To?.ToString("O", CultureInfo.InvariantCulture),
    });

    private static async Task ExportAsync(
        HttpContext context, AuditReader reader, AuditLog audit, string? text, AuditAction? action, DateOnly? from, DateOnly? to)
    {
        var viewer = Viewer.From(context.User) ?? throw new NotAllowedException();
        var query = new AuditQuery(text ?? "", action, from, to);
        await audit.WriteAsync(
            AuditActor.Of(viewer, AuditActor.AddressOf(context)), AuditAction.Exported, "Audit", Detail(query), context.RequestAborted);

        context.Response.ContentType = SafeCsv.ContentType;
        context.Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
        await using var csv = SafeCsv.To(context.Response.Body);
        await csv.WriteRecordAsync(Columns, context.RequestAborted);
        await foreach (var entry in reader.ReadAllAsync(viewer, query, context.RequestAborted))
            await csv.WriteRecordAsync(Row(entry), context.RequestAborted);
    }

    private static string[] Row(AuditEntry entry) =>
    [
        entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        entry.Actor,
        AuditWords.Of(entry.Action),
        entry.Subject,
        entry.Detail,
        entry.Address,
        // Names are what people call themselves; this is who it was.
        entry.ActorId ?? "",
    ];

    private static string Detail(AuditQuery query) => string.Join(", ", new[]
    {
        query.Text.Length > 0 ? $"search {query.Text}" : null,
        query.Action is { } action ? AuditWords.Of(action) : null,
        query.From is { } from ? string.Create(CultureInfo.InvariantCulture, $"from {from:yyyy-MM-dd}") : null,
        query.To is { } to ? string.Create(CultureInfo.InvariantCulture, $"to {to:yyyy-MM-dd}") : null,
    }.Where(part => part is not null));
}
