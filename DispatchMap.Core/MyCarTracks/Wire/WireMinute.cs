namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>The minute of a time as servers usually write it, and the last one that was read: nearly all reports are of the present. For one thread.</summary>
internal sealed class WireMinute
{
    /// <summary>Of <c>2026-06-01T14:21:</c></summary>
    public const int Length = 17;

    private readonly byte[] _last = [.. "2000-01-01T00:00:"u8];
    private long _lastTicks = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>UTC ticks of its beginning; false when it is none between 2000 and 2100.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = _lastTicks;
        if (text.SequenceEqual(_last))
            return true;
        if (!TryParse(text, out ticks))
            return false;
        text.CopyTo(_last);
        _lastTicks = ticks;
        return true;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
            return false;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute) = (Number(text[11..13]), Number(text[14..16]));
        if (year is < 2000 or >= 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59)
        {
            return false;
        }

        ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks;
        return true;
    }

    /// <summary>Below zero when these are not digits.</summary>
    private static int Number(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9')
                return -1;
            number = (number * 10) + (c - '0');
        }

        return number;
    }
}
