using CsvHelper;

namespace DispatchMap.Web.Exports;

/// <summary>
/// CSV that a spreadsheet shows and never runs: names from upstream and from users are text, even where they look like a formula
/// (<c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, tab, CR, LF in front). Numbers and times written as such stay what they are.
/// </summary>
internal static class SafeCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly CsvWriterOptions Options = new()
    {
        Separator = ',',
        NewLine = "\r\n",
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r\n",
        // Without it, Excel takes UTF-8 for the machine's own code page.
        WriteByteOrderMark = true,
    };

    /// <summary>A writer for rows; the stream stays open.</summary>
    public static CsvWriter To(Stream stream) => CsvWriter.Create(stream, Options, leaveOpen: true);
}
