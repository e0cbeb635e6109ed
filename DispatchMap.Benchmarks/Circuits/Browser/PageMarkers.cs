using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>What a page says about the components that a circuit is to run.</summary>
/// <param name="Operations">The argument of <c>UpdateRootComponents</c> that adds them all.</param>
/// <param name="State">What the server kept for itself in the page.</param>
internal sealed partial record PageMarkers(string Operations, string State)
{
    public static PageMarkers In(string page)
    {
        var operations = new StringBuilder("{\"batchId\":1,\"operations\":[");
        var count = 0;
        foreach (Match match in Marker().Matches(page))
        {
            var marker = match.Groups[1].Value;
            using var json = JsonDocument.Parse(marker);
            if (!json.RootElement.TryGetProperty("type", out var type) || type.GetString() != "server")
                continue;
            operations.Append(count > 0 ? "," : "").Append("{\"type\":\"add\",\"ssrComponentId\":").Append(++count)
                .Append(",\"marker\":").Append(marker).Append('}');
        }

        return count > 0
            ? new(operations.Append("]}").ToString(), KeptState().Match(page).Groups[1].Value)
            : throw new InvalidDataException("The page has no interactive components: is somebody signed in?");
    }

    [GeneratedRegex(@"<!--Blazor:(\{.*?\})-->", RegexOptions.Singleline)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex KeptState();
}
