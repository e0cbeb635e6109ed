using System.Collections.Immutable;
using System.Text.Json;

namespace DispatchMap.Web.Settings.About;

/// <summary>What is delivered with the program and was made by others.</summary>
/// <param name="License">Its SPDX name.</param>
internal sealed record ThirdParty(string Name, string Version, string License, string Owner)
{
    private const string Resource = "third-party.json";

    /// <summary>All of it, as the packages' own metadata says; a test holds the list against what is really delivered.</summary>
    public static ImmutableArray<ThirdParty> All { get; } = Read();

    private static ImmutableArray<ThirdParty> Read()
    {
        using var stream = typeof(ThirdParty).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is missing from the build.");
        return JsonSerializer.Deserialize<ImmutableArray<ThirdParty>>(stream);
    }
}
