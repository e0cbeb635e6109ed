using System.Diagnostics;

namespace DispatchMap.Benchmarks;

/// <summary>
/// What one way to do something costs: processor time, which a busy machine changes less than the time that passes, and
/// allocated bytes. Ways are compared in turns, so that they share the machine's good and bad moments; the median turn counts.
/// </summary>
internal sealed class Work(string name)
{
    private readonly List<(double Seconds, double Bytes, double Items)> _turns = [];
    private (double Seconds, double Bytes, double Items) _turn;

    public string Name => name;

    /// <summary>Processor time per item, seconds.</summary>
    public double Seconds => Median(turn => turn.Seconds / turn.Items);

    /// <summary>Bytes allocated per item.</summary>
    public double Allocated => Median(turn => turn.Bytes / turn.Items);

    /// <summary>One piece of a turn. The work is one thread's; what the collector does for it meanwhile is counted too.</summary>
    public void Add(int items, Action work)
    {
        var (bytes, before) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        work();
        var (after, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread() - bytes);
        _turn = (_turn.Seconds + (after - before).TotalSeconds, _turn.Bytes + allocated, _turn.Items + items);
    }

    /// <param name="counts">Not while everything is still warming up.</param>
    public void EndTurn(bool counts)
    {
        if (counts)
            _turns.Add(_turn);
        _turn = default;
    }

    private double Median(Func<(double Seconds, double Bytes, double Items), double> figure)
    {
        Debug.Assert(_turns.Count > 0, "No turn has been taken.");
        var sorted = _turns.Select(figure).Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
