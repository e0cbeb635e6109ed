using System.Diagnostics.Metrics;
using System.Globalization;

namespace DispatchMap.Tests.Feeds;

/// <summary>What somebody who collects metrics gets to see of the meters made here: the sum, or the last word, per instrument and tags.</summary>
internal sealed class MetricReader : IMeterFactory
{
    private readonly Lock _gate = new();
    private readonly HashSet<Meter> _meters = [];
    private readonly Dictionary<string, double> _values = [];
    private readonly MeterListener _listener;

    public MetricReader()
    {
        _listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                lock (_gate)
                {
                    if (!_meters.Contains(instrument.Meter))
                        return;
                    Units[instrument.Name] = instrument.Unit;
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public Dictionary<string, string?> Units { get; } = [];

    /// <summary>Asks what is only told when asked, and returns everything: <c>dispatchmap.feed.events{kind=position}</c> → 3.</summary>
    public Dictionary<string, double> Collect()
    {
        _listener.RecordObservableInstruments();
        lock (_gate)
            return new(_values);
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        lock (_gate)
            _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters)
            meter.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = instrument.Name;
        if (tags.Length > 0)
            key += "{" + string.Join(',', tags.ToArray().Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}"))) + "}";
        lock (_gate)
            _values[key] = instrument.IsObservable ? value : _values.GetValueOrDefault(key) + value;
    }
}
