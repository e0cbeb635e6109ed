using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Audit;

/// <summary>Which part of the audit log is wanted.</summary>
/// <param name="Text">To be found in who, whom, what or where from, whatever its case and accents; empty = everything. At most <see cref="MaxText"/> characters count.</param>
/// <param name="Action">One kind of entry; null = every kind.</param>
/// <param name="From">The first day, UTC; null = from the beginning.</param>
/// <param name="To">The last day, UTC; null = until now.</param>
internal sealed record AuditQuery(string Text = "", AuditAction? Action = null, DateOnly? From = null, DateOnly? To = null)
{
    public const int MaxText = 100;

    public IQueryable<AuditEntry> Of(IQueryable<AuditEntry> entries)
    {
        if (Action is { } action)
            entries = entries.Where(entry => entry.Action == action);
        if (From is { } from)
        {
            var first = Midnight(from);
            entries = entries.Where(entry => entry.At >= first);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = Midnight(to.AddDays(1));
            entries = entries.Where(entry => entry.At < end);
        }

        var wanted = string.Concat(Text.Where(letter => !char.IsControl(letter))).Trim();
        var text = SearchFolding.Fold(wanted[..Math.Min(wanted.Length, MaxText)]);
        return text.Length == 0 ? entries : entries.Where(entry => entry.SearchText.Contains(text));
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
