namespace DispatchMap.Benchmarks.Circuits.Server;

/// <summary>Adds up a process's events about its memory.</summary>
internal sealed class GarbageTally
{
    private readonly Dictionary<string, double> _types = [];
    private readonly Dictionary<string, double> _methods = [];
    private readonly int[] _collections = new int[3];
    private double _bytes;
    private double _pausedAt;
    private double _paused;

    public void Allocated(string type, string method, long bytes)
    {
        _bytes += bytes;
        _types[type] = _types.GetValueOrDefault(type) + bytes;
        _methods[method] = _methods.GetValueOrDefault(method) + bytes;
    }

    public void Paused(double ms) => _pausedAt = ms;

    public void Resumed(double ms)
    {
        if (_pausedAt > 0)
            _paused += ms - _pausedAt;
        _pausedAt = 0;
    }

    public void Collected(int generation) => _collections[Math.Clamp(generation, 0, 2)]++;

    public Garbage Over(TimeSpan time) => new(
        _bytes / time.TotalSeconds, _paused / time.TotalMilliseconds, _collections, Ranked(_types, time), Ranked(_methods, time));

    private static List<(string, double)> Ranked(Dictionary<string, double> sums, TimeSpan time) =>
        [.. sums.OrderByDescending(sum => sum.Value).Select(sum => (sum.Key, sum.Value / time.TotalSeconds))];
}
