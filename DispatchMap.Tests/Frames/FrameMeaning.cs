using System.Text.Json;
using DispatchMap.Core.Frames;

namespace DispatchMap.Tests.Frames;

/// <summary>What a frame says, as the JSON that stands beside each golden file: degrees, km/h, milliseconds, null for what was not said.</summary>
internal static class FrameMeaning
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public static string Of(byte[] bytes)
    {
        var frame = FrameReader.Read(bytes);
        return JsonSerializer.Serialize(
            new
            {
                Header = Header(frame.Header),
                frame.Removed,
                frame.Texts,
                Records = frame.Records.Select(Record),
                Moves = frame.Moves.Select(Move),
                Restated = frame.Restated.Select(restated => new { restated.Slot, State = State(restated.State) }),
            },
            Options) + "\n";
    }

    private static object Header(FrameHeader header) => new
    {
        FrameHeader.Format,
        Kind = header.Kind.ToString(),
        FirstChunk = header.Flags.HasFlag(FrameFlags.FirstChunk),
        LastChunk = header.Flags.HasFlag(FrameFlags.LastChunk),
        Frozen = header.Flags.HasFlag(FrameFlags.Frozen),
        header.Epoch,
        header.FromVersion,
        header.ToVersion,
        VendorTime = header.VendorTimeMs,
        Partial = header.Flags.HasFlag(FrameFlags.Partial),
        header.Vehicles,
        Tally = Enumerable.Range(0, FleetTally.Length).Select(i => header.Tally[i]),
        header.Counts,
    };

    private static object Record(FrameRecord record) => new
    {
        record.Slot,
        Latitude = record.LatitudeE6 / 1e6,
        Longitude = record.LongitudeE6 / 1e6,
        Recorded = record.RecordedMs,
        Speed = record.SpeedDeci == FrameRecord.NotSaid ? (double?)null : record.SpeedDeci / 10.0,
        Heading = record.HeadingDeci == FrameRecord.NotSaid ? (double?)null : record.HeadingDeci / 10.0,
        State = State(record.State),
        record.HasPosition,
        Lag = (long?)record.LagDeci * 100,
    };

    private static object Move(FrameMove move) => new
    {
        move.Slot,
        move.Latitude,
        move.Longitude,
        Recorded = move.RecordedMs,
        move.Speed,
        move.Heading,
        move.Lag,
        State = move.State is { } state ? State(state) : null,
    };

    private static object State(FrameState state) => new
    {
        Connection = state.Connection.ToString(),
        Motion = state.Motion.ToString(),
        LastMotion = state.LastMotion.ToString(),
        state.Alerting,
    };
}
