using System.Diagnostics.Metrics;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Benchmarks.Ingest;

/// <summary>
/// A fleet behind all that a feed does with an event beside merging it: counts, rates and lags, the vendor's clock, and what
/// outlives a restart. Without a socket, and nobody collects the metrics or saves.
/// </summary>
internal sealed class IngestFeed : IDisposable
{
    private readonly Meters _meters = new();
    private readonly FleetState _fleet;
    private readonly FeedIntake _intake;

    public IngestFeed()
    {
        var clock = IngestRun.Clock();
        _fleet = IngestRun.Fleet(clock);
        _intake = new(
            Scope.All(), _fleet, clock, new(new(_meters), TimeProvider.System), TimeProvider.System, publishInterval: TimeSpan.FromDays(1),
            new AccountMemory("benchmark", new NoStore(), IngestRun.Vehicles, TimeProvider.System));
    }

    public long Version => _fleet.Version;

    public void Take(byte[][] messages, Func<byte[], StreamEvent> parse)
    {
        for (var i = 0; i < messages.Length; i++)
        {
            _intake.Take(parse(messages[i]));
            if (i % IngestRun.Vehicles == IngestRun.Vehicles - 1)
                _fleet.Publish();
        }
    }

    public void Dispose()
    {
        _intake.Dispose();
        _meters.Dispose();
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _made = [];

        public Meter Create(MeterOptions options)
        {
            _made.Add(new(options));
            return _made[^1];
        }

        public void Dispose() => _made.ForEach(meter => meter.Dispose());
    }

    private sealed class NoStore : ILastPositions
    {
        public Task<KnownFleet> LoadAsync(string account, CancellationToken cancellationToken) => Task.FromResult(KnownFleet.Empty);

        public Task SaveAsync(string account, FleetChanges changes, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
