using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>Reads a list in any envelope: <c>{"data":[…]}</c>, <c>{"items":[…]}</c>, <c>{"content":[…]}</c> or bare.</summary>
internal static class ListReader
{
    /// <summary>The page, or null when the reply is no such list.</summary>
    public static ListPage<T>? TryRead<T>(ReadOnlySpan<byte> utf8, ItemReader<T> readItem)
        where T : class
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        try
        {
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            var page = reader.TokenType switch
            {
                JsonTokenType.StartArray => ReadItems(ref reader, readItem),
                JsonTokenType.StartObject => ReadEnvelope(ref reader, readItem),
                _ => null,
            };
            reader.Read();
            return page;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ListPage<T>? ReadEnvelope<T>(ref Utf8JsonReader reader, ItemReader<T> readItem)
        where T : class
    {
        ListPage<T>? page = null;
        long? total = null;
        string? envelope = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var items = reader.TextIs("data"u8) ? "data" : reader.TextIs("items"u8) ? "items" : reader.TextIs("content"u8) ? "content" : null;
            var isTotal = reader.TextIs("total"u8) || reader.TextIs("totalCount"u8);
            reader.Read();
            envelope = items ?? envelope;
            if (items is not null && reader.TokenType == JsonTokenType.StartArray)
                page = ReadItems(ref reader, readItem);
            else if (items is not null && reader.TokenType == JsonTokenType.Null)
                page ??= new ListPage<T>([], 0, 0, null);
            else if (isTotal && WireNumber.TryReadWhole(ref reader, out var count) && count >= 0)
                total = count;
            else
                reader.Skip();
        }

        return page is null ? null : page with { Total = total, Envelope = envelope };
    }

    private static ListPage<T> ReadItems<T>(ref Utf8JsonReader reader, ItemReader<T> readItem)
        where T : class
    {
        var names = new NameCache();
        var items = new List<T>();
        var length = 0;
        var flaws = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            length++;
            if (reader.TokenType != JsonTokenType.StartObject)
                reader.Skip();
            else if (readItem(ref reader, names, ref flaws) is { } item)
                items.Add(item);
        }

        return new ListPage<T>(items, length, length - items.Count + flaws, null);
    }
}
