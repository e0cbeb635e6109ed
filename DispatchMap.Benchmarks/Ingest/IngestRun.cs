using System.Globalization;
using System.Text;
using System.Text.Json;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Benchmarks.Ingest;

/// <summary>From the bytes of a stream message to the fleet's state: the product's way, and a source-generated JsonSerializer's.</summary>
internal sealed class IngestRun : IDisposable
{
    internal const int Vehicles = 5_000;
    private const int Rounds = 10;
    private const int Turns = 15;
    private const int WarmUp = 3;

    private readonly IngestMessages _messages = new(Vehicles);
    private readonly StreamEventParser _parser = new();
    private readonly FleetState _ours = Fleet(Clock());
    private readonly FleetState _theirs = Fleet(Clock());
    private readonly IngestFeed _ourFeed = new();
    private readonly IngestFeed _theirFeed = new();
    private long _seen;

    /// <summary>A table.</summary>
    public static string Run()
    {
        using var run = new IngestRun();
        (Work Work, Action<byte[][]> Do)[] ways =
        [
            (new("DispatchMap: parsed and merged"), messages => Ingest(messages, run._ours, bytes => run._parser.Parse(bytes))),
            (new("JsonSerializer: parsed and merged"), messages => Ingest(messages, run._theirs, bytes => new(StreamEventKind.Position, Deserialize(bytes).Report))),
            (new("DispatchMap: parsed and taken in by a feed"), messages => run._ourFeed.Take(messages, bytes => run._parser.Parse(bytes))),
            (new("JsonSerializer: parsed and taken in by a feed"), messages => run._theirFeed.Take(messages, bytes => new(StreamEventKind.Position, Deserialize(bytes).Report))),
            (new("DispatchMap: parsed"), run.Parse),
            (new("JsonSerializer: parsed"), run.Deserialize),
        ];
        for (var turn = -WarmUp; turn < Turns; turn++)
        {
            var messages = run._messages.Next(Rounds);
            foreach (var (work, way) in ways)
            {
                work.Add(messages.Length, () => way(messages));
                work.EndTurn(turn >= 0);
            }
        }

        if (run._ours.Version != run._theirs.Version || run._ourFeed.Version != run._theirFeed.Version)
            throw new InvalidOperationException("The two ways did not do the same.");
        return Table([.. ways.Select(way => way.Work)]);
    }

    public void Dispose()
    {
        _ourFeed.Dispose();
        _theirFeed.Dispose();
    }

    private static string Table(Work[] works)
    {
        var table = new StringBuilder("| one event | events/s per core | bytes allocated per event | against JsonSerializer |\n| --- | --- | --- | --- |\n");
        for (var i = 0; i < works.Length; i++)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"| {works[i].Name} | {1e-6 / works[i].Seconds:0.00} M | {works[i].Allocated:0.00} | {works[i | 1].Seconds / works[i].Seconds:0.00} × |");
        }

        return table.ToString();
    }

    internal static VendorClock Clock() => new(TimeProvider.System);

    internal static FleetState Fleet(VendorClock clock) => new(1, clock, FreshnessRules.For(new(), TimeSpan.FromSeconds(5)));

    private static JsonEvent Deserialize(byte[] bytes) => JsonSerializer.Deserialize(bytes, JsonEventContext.Default.JsonEvent)!;

    private static void Ingest(byte[][] messages, FleetState fleet, Func<byte[], StreamEvent> parse)
    {
        for (var i = 0; i < messages.Length; i++)
        {
            var message = parse(messages[i]);
            fleet.Apply(message.Report);
            if (i % Vehicles == Vehicles - 1)
                fleet.Publish();
        }
    }

    private void Parse(byte[][] messages)
    {
        foreach (var message in messages)
            _seen += _parser.Parse(message).Report.VehicleId;
    }

    private void Deserialize(byte[][] messages)
    {
        foreach (var message in messages)
            _seen += Deserialize(message).Report.VehicleId;
    }
}
