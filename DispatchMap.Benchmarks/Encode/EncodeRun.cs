using System.Globalization;
using System.Text;
using System.Text.Json;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Benchmarks.Encode;

/// <summary>
/// What it takes to say which vehicles changed: a frame, a JSON list, plain rows of 24 bytes. The frame's time includes finding
/// out who changed; the others are told.
/// </summary>
internal sealed class EncodeRun
{
    private const int Vehicles = 10_000;
    private const int Turns = 15;
    private const int WarmUp = 3;

    /// <summary>Vehicles that are encoded in each turn, in as many frames as that takes.</summary>
    private const int PerTurn = 40_000;

    private static readonly int[] Changes = [50, 500, 2_000];

    private readonly EncodeFleet _fleet = new(Vehicles);

    /// <summary>A table.</summary>
    public static string Run()
    {
        var table = new StringBuilder("| changed vehicles per frame | | bytes per vehicle | time per vehicle | bytes, of JSON's | time, of JSON's |\n| --- | --- | --- | --- | --- | --- |\n");
        var run = new EncodeRun();
        foreach (var changes in Changes)
            run.Compare(changes, table);
        return table.ToString();
    }

    private void Compare(int changes, StringBuilder table)
    {
        (Work Work, Func<long, VehicleRow[], int> Encode)[] ways =
        [
            (new("DispatchMap's frame"), (since, _) => _fleet.State.EncodeSince(_fleet.State.Epoch, since).Sum(frame => frame.Length)),
            (new("JSON"), (_, rows) => Json(rows)),
            (new("24-byte rows"), (_, rows) => Plain(rows)),
        ];
        var bytes = new long[ways.Length];
        for (var turn = -WarmUp; turn < Turns; turn++)
        {
            Array.Clear(bytes);
            for (var step = 0; step < PerTurn / changes; step++)
            {
                var since = _fleet.State.Version;
                var rows = _fleet.Move(changes);
                for (var i = 0; i < ways.Length; i++)
                    ways[i].Work.Add(changes, () => bytes[i] += ways[i].Encode(since, rows));
            }

            foreach (var (work, _) in ways)
                work.EndTurn(turn >= 0);
        }

        for (var i = 0; i < ways.Length; i++)
        {
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {changes} | {ways[i].Work.Name} | {bytes[i] / (double)PerTurn:0.0} | {ways[i].Work.Seconds * 1e9:0} ns | {(double)bytes[i] / bytes[1]:0.00} | {ways[i].Work.Seconds / ways[1].Work.Seconds:0.00} |");
        }
    }

    private static int Json(VehicleRow[] rows) =>
        JsonSerializer.SerializeToUtf8Bytes(Array.ConvertAll(rows, JsonRow.Of), JsonRowContext.Default.JsonRowArray).Length;

    private static int Plain(VehicleRow[] rows)
    {
        var bytes = new byte[rows.Length * PlainRow.Size];
        for (var i = 0; i < rows.Length; i++)
            PlainRow.Write(bytes.AsSpan(i * PlainRow.Size), i, rows[i]);
        return bytes.Length;
    }
}
