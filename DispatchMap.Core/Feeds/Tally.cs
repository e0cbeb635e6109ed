using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DispatchMap.Core.Feeds;

/// <summary>Counts by name.</summary>
internal sealed class Tally
{
    private readonly KnownNames _names = new();
    private readonly ConcurrentDictionary<string, StrongBox<long>> _counts = new(StringComparer.Ordinal);

    public void Add(string name)
    {
        if (!_counts.TryGetValue(name, out var count))
            count = _counts.GetOrAdd(_names.Of(name), _ => new(0));
        Interlocked.Increment(ref count.Value);
    }

    public ImmutableSortedDictionary<string, long> Counts() =>
        _counts.ToImmutableSortedDictionary(pair => pair.Key, pair => Interlocked.Read(ref pair.Value.Value), StringComparer.Ordinal);
}
