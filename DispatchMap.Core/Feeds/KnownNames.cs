using System.Collections.Concurrent;

namespace DispatchMap.Core.Feeds;

/// <summary>Upstream can bring about only so many names to count by; the rest are called <c>other</c>.</summary>
internal sealed class KnownNames
{
    public const string Other = "other";
    private const int Most = 64;
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The name itself, or <see cref="Other"/>.</summary>
    public string Of(string name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        return _names.Count < Most ? _names.GetOrAdd(name, name) : Other;
    }
}
