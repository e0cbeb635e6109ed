using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Finds out what the items of a list reply are made of. A document that leads in circles leads nowhere.</summary>
internal sealed class OpenApiSchemas(JsonElement root)
{
    private const int MaxDepth = 8;
    private const int MaxNames = 200;
    private const int MaxLooks = 2000;

    private static readonly string[] Envelopes = ["data", "items", "content"];
    private static readonly string[] Nested = ["position", "lastPosition"];
    private static readonly string[] Compositions = ["allOf", "oneOf", "anyOf"];

    private int _looks;

    /// <summary>The member, or null when there is none or the element cannot have any.</summary>
    public static JsonElement? Get(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(name, out var member) ? member : null;

    /// <summary>The names of the fields of an item of the operation's reply, those of a nested position too; empty when it does not say.</summary>
    public IReadOnlyCollection<string> ItemNames(JsonElement operation)
    {
        if (Reply(operation) is not { } schema || Item(schema) is not { } item)
            return [];
        var fields = Fields(item);
        var within = Nested.SelectMany(name => fields.TryGetValue(name, out var position) ? Fields(position).Keys : Enumerable.Empty<string>());
        return fields.Keys.Concat(within).Distinct(StringComparer.Ordinal).Take(MaxNames).ToList();
    }

    private static JsonElement? Reply(JsonElement operation)
    {
        var responses = Get(operation, "responses");
        var reply = Get(responses, "200") ?? Get(responses, "default");
        if (Get(reply, "schema") is { } direct)
            return direct;
        return Get(reply, "content") is { ValueKind: JsonValueKind.Object } content
            ? content.EnumerateObject().Select(type => Get(type.Value, "schema")).FirstOrDefault(schema => schema is not null)
            : null;
    }

    private JsonElement? Item(JsonElement schema)
    {
        if (Get(Resolved(schema), "items") is { } items)
            return items;
        var fields = Fields(schema);
        foreach (var envelope in Envelopes)
        {
            if (fields.TryGetValue(envelope, out var list))
                return Get(Resolved(list), "items");
        }

        return null;
    }

    private Dictionary<string, JsonElement> Fields(JsonElement schema)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Collect(schema, fields, 0);
        return fields;
    }

    private void Collect(JsonElement? schema, Dictionary<string, JsonElement> fields, int depth)
    {
        if (depth > MaxDepth || _looks++ > MaxLooks || Resolved(schema) is not { } resolved)
            return;
        if (Get(resolved, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject().Take(MaxNames))
                fields.TryAdd(property.Name, property.Value);
        }

        foreach (var composition in Compositions)
        {
            if (Get(resolved, composition) is not { ValueKind: JsonValueKind.Array } parts)
                continue;
            foreach (var part in parts.EnumerateArray())
                Collect(part, fields, depth + 1);
        }
    }

    /// <summary>What a <c>$ref</c> within the document leads to; null when it leads out of it or nowhere.</summary>
    private JsonElement? Resolved(JsonElement? schema)
    {
        for (var hops = 0; hops < MaxDepth; hops++)
        {
            if (Get(schema, "$ref") is not { ValueKind: JsonValueKind.String } reference)
                return schema;
            if (reference.GetString() is not { } pointer || !pointer.StartsWith("#/", StringComparison.Ordinal))
                return null;
            schema = pointer[2..].Split('/').Aggregate(
                (JsonElement?)root, (element, name) => Get(element, name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));
        }

        return null;
    }
}
