using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Benchmarks.MyCarTracks;

/// <summary>
/// How fast stream messages become events. The aim: two million a second on one core, no allocation per event once the
/// names have been seen.
/// </summary>
[MemoryDiagnoser]
public class ParserBenchmarks
{
    private readonly StreamEventParser _parser = new();
    private byte[][] _messages = [];

    /// <summary>Vehicles that report in turn, each with a name and a driver of its own.</summary>
    [Params(100, 5_000)]
    public int Vehicles { get; set; }

    /// <summary>Position events with all fields, as compact as a server sends them.</summary>
    [GlobalSetup]
    public void Setup() => _messages = [.. Enumerable.Range(1, Vehicles).Select(Message)];

    /// <summary>One event from every vehicle.</summary>
    [Benchmark]
    public int Positions()
    {
        var positions = 0;
        foreach (var message in _messages)
            positions += _parser.Parse(message).Kind == StreamEventKind.Position ? 1 : 0;
        return positions;
    }

    private static byte[] Message(int id) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"vehicle.position.updated","vehicleId":{{id}},"vehicleName":"Van {{id}}","userId":{{id + 7}},"userName":"Ján Novák {{id}}","latitude":{{48 + id * 0.0001}},"longitude":{{17 + id * 0.0001}},"speed":{{id % 130}}.5,"heading":{{id % 360}}.0,"recordedAt":"2026-06-01T14:21:35Z","receivedAt":"2026-06-01T14:21:38Z","onlineState":"online"}
        """));
}
