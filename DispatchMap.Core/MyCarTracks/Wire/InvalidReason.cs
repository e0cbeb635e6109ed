namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>Why a message or a position was not understood. These go into counters and logs.</summary>
internal static class InvalidReason
{
    public const string NotJson = "not-json";
    public const string NotAnObject = "not-an-object";
    public const string NoType = "no-type";
    public const string NoVehicleId = "no-vehicle-id";
    public const string NoPosition = "no-position";
    public const string LatitudeOutOfRange = "latitude-out-of-range";
    public const string LongitudeOutOfRange = "longitude-out-of-range";
    public const string NoTime = "no-time";
    public const string TimeOutOfRange = "time-out-of-range";
    public const string TooLarge = "too-large";
}
