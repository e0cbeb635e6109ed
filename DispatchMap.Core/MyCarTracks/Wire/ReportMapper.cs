using System.Runtime.CompilerServices;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>Judges what the wire said: a <see cref="WireMessage"/> becomes a report or a reason why not.</summary>
internal static class ReportMapper
{
    /// <summary>
    /// No vehicle on a road drives faster, km/h. Above it (and below zero) the speed counts as unknown instead of costing us
    /// the position, which is measured independently of it.
    /// </summary>
    public const double MaxSpeedKmh = 500;

    public static long? VehicleId(in WireMessage message) => message.VehicleId ?? message.CarId ?? message.Id;

    /// <summary>Whether the message speaks of a position at all: a vehicle that never reported has none.</summary>
    public static bool HasPosition(in WireMessage message) => message.Latitude is not null || message.Longitude is not null;

    /// <summary>Null when <paramref name="report"/> is good, otherwise an <see cref="InvalidReason"/>.</summary>
    public static string? TryMap(in WireMessage message, out VehicleReport report)
    {
        var flaw = FlawOf(message);
        report = flaw is null ? ReportOf(message) : default;
        return flaw;
    }

    /// <summary>Why a message is no report, an <see cref="InvalidReason"/>; null when it is one.</summary>
    public static string? FlawOf(in WireMessage message)
    {
        if (VehicleId(message) is null)
            return InvalidReason.NoVehicleId;
        if (message.Latitude is not { } latitude || message.Longitude is not { } longitude)
            return InvalidReason.NoPosition;

        // Written so that NaN fails.
        if (!(latitude is >= -90 and <= 90))
            return InvalidReason.LatitudeOutOfRange;
        if (!(longitude is >= -180 and <= 180))
            return InvalidReason.LongitudeOutOfRange;
        if (RecordedAt(message) is not { } recordedAt)
            return InvalidReason.NoTime;
        return recordedAt == WireTime.Unreadable ? InvalidReason.TimeOutOfRange : null;
    }

    /// <summary>The report that a message is, if it has no flaw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // What a call gives back would be copied twice more, and it is large.
    public static VehicleReport ReportOf(in WireMessage message) => new(
        VehicleId(message).GetValueOrDefault(),
        message.Latitude.GetValueOrDefault(),
        message.Longitude.GetValueOrDefault(),
        RecordedAt(message).GetValueOrDefault(),
        Known(message.ReceivedAt),
        message.Speed is >= 0 and <= MaxSpeedKmh ? message.Speed : null,
        Heading(message.Heading),
        message.VehicleName ?? message.Name,
        message.UserId,
        message.UserName,
        message.OnlineState);

    /// <summary>Without the device's time the vendor's is the best there is: never later than the truth by more than the lag.</summary>
    private static DateTimeOffset? RecordedAt(in WireMessage message) => message.RecordedAt ?? message.ReceivedAt;

    public static DateTimeOffset? Known(DateTimeOffset? time) => time == WireTime.Unreadable ? null : time;

    private static double? Heading(double? degrees)
    {
        // Nearly all are within the circle, and a remainder is dear. Minus zero becomes zero.
        if (degrees is >= 0 and < 360)
            return degrees.Value + 0.0;
        if (degrees is not { } value || !double.IsFinite(value))
            return null;
        var turned = value % 360;
        if (turned < 0)
            turned += 360;

        // A tiny negative rounds up to a full turn; minus zero becomes zero.
        return turned >= 360 ? 0 : turned + 0.0;
    }
}
