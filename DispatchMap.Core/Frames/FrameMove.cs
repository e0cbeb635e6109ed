namespace DispatchMap.Core.Frames;

/// <summary>A new position as the difference from the record that the browser holds (docs/frames.md).</summary>
/// <param name="Latitude">1e-6 degrees.</param>
/// <param name="Longitude">1e-6 degrees.</param>
/// <param name="RecordedMs">Milliseconds.</param>
/// <param name="Speed">0.1 km/h; 0 when neither says one.</param>
/// <param name="Heading">0.1 degrees, the shorter way round; 0 when neither says one.</param>
/// <param name="Lag">0.1 s; 0 when neither says one.</param>
/// <param name="State">Null: as before.</param>
internal readonly record struct FrameMove(
    int Slot, int Latitude, int Longitude, int RecordedMs, int Speed, int Heading, int Lag, FrameState? State)
{
    private const int HalfTurn = 1800;

    /// <summary>Any one difference stays below this, so that it and its sign fit into 31 bits.</summary>
    private const int Limit = 1 << 29;

    /// <summary>The way from one record to another, or null when only the whole record tells it.</summary>
    public static FrameMove? Between(in FrameRecord from, in FrameRecord to)
    {
        if (!from.HasPosition || !to.HasPosition || from.LagDeci is null != to.LagDeci is null)
            return null;
        if ((from.SpeedDeci == FrameRecord.NotSaid) != (to.SpeedDeci == FrameRecord.NotSaid))
            return null;
        if ((from.HeadingDeci == FrameRecord.NotSaid) != (to.HeadingDeci == FrameRecord.NotSaid))
            return null;

        var recorded = to.RecordedMs - from.RecordedMs;
        var lag = (long)(to.LagDeci ?? 0) - (from.LagDeci ?? 0);
        if (Math.Abs(recorded) >= Limit || Math.Abs(lag) >= Limit)
            return null;
        return new(
            to.Slot,
            to.LatitudeE6 - from.LatitudeE6,
            to.LongitudeE6 - from.LongitudeE6,
            (int)recorded,
            to.SpeedDeci - from.SpeedDeci,
            ((to.HeadingDeci - from.HeadingDeci + HalfTurn + 3600) % 3600) - HalfTurn,
            (int)lag,
            to.State == from.State ? null : to.State);
    }

    /// <summary>The record that the browser holds after it; throws <see cref="InvalidDataException"/> when there can be none.</summary>
    public FrameRecord From(in FrameRecord held)
    {
        if (!held.HasPosition)
            throw new InvalidDataException("The frame moves a vehicle that is nowhere.");
        return held with
        {
            LatitudeE6 = held.LatitudeE6 + Latitude,
            LongitudeE6 = held.LongitudeE6 + Longitude,
            RecordedMs = held.RecordedMs + RecordedMs,
            SpeedDeci = (ushort)(held.SpeedDeci + Speed),
            HeadingDeci = held.HeadingDeci == FrameRecord.NotSaid ? held.HeadingDeci : (ushort)((held.HeadingDeci + Heading + 3600) % 3600),
            LagDeci = (uint?)(held.LagDeci + Lag),
            State = State ?? held.State,
        };
    }
}
