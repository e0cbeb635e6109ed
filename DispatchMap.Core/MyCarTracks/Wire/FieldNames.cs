using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Collects what the fields of JSON objects are called, and which of them this client reads. Names only, never values, and of the
/// names only those that look like one: text from upstream is hostile. For one thread.
/// </summary>
internal sealed class FieldNames(FieldSource source)
{
    /// <summary>Names of each sort that are kept.</summary>
    public const int MaxNames = 40;

    /// <summary>Objects looked at; what a thousand did not show is rare.</summary>
    private const int MaxObjects = 1000;

    private readonly Dictionary<string, bool> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _odd = new(StringComparer.Ordinal);
    private int _objects;

    private const int MaxDigits = 6;

    public FieldSource Source => source;

    /// <summary>Whether any object was looked at.</summary>
    public bool Any => _objects > 0;

    /// <summary>Names that do not look like one; at most <see cref="MaxNames"/>.</summary>
    public int Odd => _odd.Count;

    public IEnumerable<string> Recognised => _names.Where(name => name.Value).Select(name => name.Key);

    public IEnumerable<string> Unrecognised => _names.Where(name => !name.Value).Select(name => name.Key);

    /// <summary>Whether a text looks like a name or a code: what has many digits is an id, or a token.</summary>
    public static bool IsName(string text) => WireText.Code(text) is not null && text.Count(char.IsAsciiDigit) <= MaxDigits;

    /// <summary>A reader that notes the names of each item before it is read.</summary>
    public ItemReader<T> Noting<T>(ItemReader<T> readItem)
        where T : class =>
        (ref Utf8JsonReader reader, NameCache names, ref int flaws) =>
        {
            var ahead = reader;
            Note(ref ahead);
            return readItem(ref reader, names, ref flaws);
        };

    /// <summary>Notes the names of one message. What is no JSON object is passed over.</summary>
    public void Note(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        try
        {
            var reader = new Utf8JsonReader(utf8);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                Note(ref reader);
        }
        catch (JsonException)
        {
            // The parser counts it.
        }
    }

    private void Note(ref Utf8JsonReader reader, string within = "")
    {
        if (within.Length == 0 && _objects++ >= MaxObjects)
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = WireFields.Find(ref reader);
            var name = Keep(ref reader, within, field);
            reader.Read();
            if (field == WireField.Position && within.Length == 0 && reader.TokenType == JsonTokenType.StartObject && IsRead(name, within, field))
                Note(ref reader, name + ".");
            else
                reader.Skip();
        }
    }

    private string Keep(ref Utf8JsonReader reader, string within, WireField field)
    {
        // Whoever names a field at such length does not mean it to be read.
        var name = reader.ValueSpan.Length > 256 ? "" : Text(ref reader);
        if (!IsName(name))
        {
            if (_odd.Count < MaxNames)
                _odd.Add(name);
            return "";
        }

        var isRead = IsRead(name, within, field);
        var known = within + name;
        if (!_names.ContainsKey(known) && _names.Count(other => other.Value == isRead) < MaxNames)
            _names.Add(known, isRead);
        return name;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return "";
        }
    }

    private bool IsRead(string name, string within, WireField field) => source switch
    {
        _ when within.Length > 0 => field is >= WireField.Latitude and <= WireField.OnlineState,
        FieldSource.Groups => name is "id" or "groupId" or "name" or "vehicleIds",
        // The text of an error is known and deliberately not read.
        FieldSource.Events => field != WireField.Other || name == "message",
        _ => field is not (WireField.Other or WireField.Type or WireField.LastSeenAt or WireField.SentAt or WireField.StreamId or WireField.Code),
    };
}
