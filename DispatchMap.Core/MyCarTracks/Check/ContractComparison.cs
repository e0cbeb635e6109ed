using System.Text;
using System.Text.Json;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Stream;
using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Compares what this client uses with an OpenAPI document, 2 or 3, as far as that says anything about it.</summary>
internal static class ContractComparison
{
    private static readonly (string Method, string[] Paths)[] Used =
    [
        ("get", [UpstreamLists.LastPositionsPath]),
        ("get", [UpstreamLists.VehiclesPath]),
        ("get", UpstreamLists.GroupsPaths),
        ("post", [StreamCreation.Path]),
    ];

    private static readonly (string Name, WireField[] Fields)[] Read =
    [
        ("vehicleId", [WireField.VehicleId, WireField.CarId, WireField.Id]),
        ("vehicleName", [WireField.VehicleName, WireField.Name]),
        ("userName", [WireField.UserName]),
        ("latitude", [WireField.Latitude]),
        ("longitude", [WireField.Longitude]),
        ("speed", [WireField.Speed]),
        ("heading", [WireField.Heading]),
        ("recordedAt", [WireField.RecordedAt]),
        ("receivedAt", [WireField.ReceivedAt]),
        ("onlineState", [WireField.OnlineState]),
    ];

    /// <summary>The comparison, or null when this is no such document.</summary>
    public static ContractFindings? TryRead(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var schemas = new OpenApiSchemas(document.RootElement);
            if (OpenApiSchemas.Get(document.RootElement, "paths") is not { ValueKind: JsonValueKind.Object } paths)
                return null;
            var missing = Used.Where(use => !Array.Exists(use.Paths, path => Operation(paths, use.Method, path) is not null))
                .Select(use => $"{use.Method.ToUpperInvariant()} {use.Paths[0]}");
            var names = Operation(paths, "get", UpstreamLists.LastPositionsPath) is { } operation ? schemas.ItemNames(operation) : [];
            return Compare([.. missing], names);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON; or a name in it holds half a surrogate pair.
            return null;
        }
    }

    private static ContractFindings Compare(string[] missing, IReadOnlyCollection<string> names)
    {
        var fields = names.Select(name => WireFields.Find(Encoding.UTF8.GetBytes(name))).ToHashSet();
        var lacking = names.Count == 0 ? [] : Read.Where(read => !Array.Exists(read.Fields, fields.Contains)).Select(read => read.Name);
        var unknown = names.Where(name => WireFields.Find(Encoding.UTF8.GetBytes(name)) == WireField.Other && FieldNames.IsName(name))
            .Take(FieldNames.MaxNames);
        return new(ContractState.Compared, [.. missing], [.. lacking], [.. unknown], names.Count > 0);
    }

    /// <summary>The operation, whether the document's paths begin at the version or before it.</summary>
    private static JsonElement? Operation(JsonElement paths, string method, string path)
    {
        foreach (var candidate in paths.EnumerateObject())
        {
            if ((candidate.NameEquals(path) || candidate.Name.EndsWith("/v3" + path, StringComparison.Ordinal))
                && OpenApiSchemas.Get(candidate.Value, method) is { ValueKind: JsonValueKind.Object } operation)
            {
                return operation;
            }
        }

        return null;
    }
}
