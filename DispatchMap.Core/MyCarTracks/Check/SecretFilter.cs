namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Knows the secrets of one check and finds them in texts: the last door before a name from upstream is shown.</summary>
internal sealed class SecretFilter
{
    private const int ShortestSecret = 4;
    private const int ShortestPart = 8;

    private readonly List<string> _secrets = [];

    public void Add(string? secret)
    {
        if (secret is { Length: >= ShortestSecret })
            _secrets.Add(secret);
    }

    /// <summary>Adds each value of the address's query: the rest of it is made of ordinary words.</summary>
    public void AddQuery(string address)
    {
        var parts = address.Split('?', 2);
        foreach (var part in parts.Length == 2 ? parts[1].Split('&') : [])
            Add(Uri.UnescapeDataString(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]));
    }

    /// <summary>Whether <paramref name="text"/> holds a secret, or is a good part of one.</summary>
    public bool Finds(string text) => _secrets.Exists(secret =>
        text.Contains(secret, StringComparison.OrdinalIgnoreCase)
        || (text.Length >= ShortestPart && secret.Contains(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The text, or null when it must not be shown.</summary>
    public string? Pass(string? text) => text is null || Finds(text) ? null : text;
}
