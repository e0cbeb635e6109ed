using System.Diagnostics.Metrics;

namespace DispatchMap.Tests.Feeds;

/// <summary>Lets a test wait for what the feeds count: the one trace left by work that changes nothing a reader sees.</summary>
internal sealed class CountSignals : IMeterFactory
{
    private readonly Lock _gate = new();
    private readonly HashSet<Meter> _meters = [];
    private readonly Dictionary<string, long> _counts = [];
    private readonly MeterListener _listener;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CountSignals()
    {
        _listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                lock (_gate)
                {
                    if (_meters.Contains(instrument.Meter))
                        listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        lock (_gate)
            _meters.Add(meter);
        return meter;
    }

    /// <summary>Waits until something was counted so many times since the start: <c>seeds complete</c>, <c>reconnects silent</c>, …</summary>
    public Task CountedAsync(string what, long times)
    {
        var changed = Task.CompletedTask;
        return Waiting.UntilAsync(Counted, () => changed.Soon());

        bool Counted()
        {
            lock (_gate)
            {
                changed = _changed.Task;
                return _counts.GetValueOrDefault(what) >= times;
            }
        }
    }

    public long Count(string what)
    {
        lock (_gate)
            return _counts.GetValueOrDefault(what);
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters)
            meter.Dispose();
    }

    private void Count(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var what = instrument.Name.Split('.')[^1] + (tags.Length > 0 ? " " + tags[0].Value : "");
        TaskCompletionSource changed;
        lock (_gate)
        {
            _counts[what] = _counts.GetValueOrDefault(what) + measurement;
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
