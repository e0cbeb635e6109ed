using System.Collections.Concurrent;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>Broken promises, counted, with the first few of each in words.</summary>
internal sealed class Findings
{
    private const int Quoted = 8;
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _quotes = [];

    public IReadOnlyCollection<string> Quotes => _quotes;

    public void Add(string promise, string what)
    {
        if (_counts.AddOrUpdate(promise, 1, (_, count) => count + 1) <= Quoted)
            _quotes.Enqueue($"{promise}: {what}");
    }

    public bool Has(string promise) => Count(promise) > 0;

    public long Count(string promise) => _counts.GetValueOrDefault(promise);
}
