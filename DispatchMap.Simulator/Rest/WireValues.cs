using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Simulator.Rest;

/// <summary>Writes single values the way the shape asks for.</summary>
internal static class WireValues
{
    // The vendor's server escapes no more than JSON demands, so a name with HTML arrives as it is.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Id(this Utf8JsonWriter json, ListShape shape, string name, long id)
    {
        if (shape.IdsAsText)
            json.WriteString(name, id.ToString(CultureInfo.InvariantCulture));
        else
            json.WriteNumber(name, id);
    }

    public static void Ids(this Utf8JsonWriter json, ListShape shape, string name, IEnumerable<long> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            if (shape.IdsAsText)
                json.WriteStringValue(id.ToString(CultureInfo.InvariantCulture));
            else
                json.WriteNumberValue(id);
        }

        json.WriteEndArray();
    }

    public static void OptionalId(this Utf8JsonWriter json, ListShape shape, string name, long? id)
    {
        if (id is { } value)
            json.Id(shape, name, value);
        else
            json.Missing(shape, name);
    }

    public static void Optional(this Utf8JsonWriter json, ListShape shape, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
        else
            json.Missing(shape, name);
    }

    public static void Optional(this Utf8JsonWriter json, ListShape shape, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.Missing(shape, name);
    }

    public static void Time(this Utf8JsonWriter json, ListShape shape, string name, DateTimeOffset time)
    {
        switch (shape.Times)
        {
            case TimeFormat.EpochSeconds:
                json.WriteNumber(name, time.ToUnixTimeSeconds());
                break;
            case TimeFormat.EpochMilliseconds:
                json.WriteNumber(name, time.ToUnixTimeMilliseconds());
                break;
            default:
                json.WriteString(name, Iso(time));
                break;
        }
    }

    public static void Missing(this Utf8JsonWriter json, ListShape shape, string name)
    {
        if (shape.Missing == MissingParts.Null)
            json.WriteNull(name);
    }

    /// <summary>Whole seconds as on the vendor's page; a fraction only where there is one.</summary>
    public static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A name as it is, or dressed up when that fault is on.</summary>
    public static string? Name(Faults faults, string? name) =>
        name is not null && faults.Events.HasFlag(EventFaults.HtmlNames) ? $"<img src=x onerror=\"alert(1)\"><b>{name}</b>" : name;
}
