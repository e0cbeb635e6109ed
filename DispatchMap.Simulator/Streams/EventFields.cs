namespace DispatchMap.Simulator.Streams;

/// <summary>The fields of a position event, in the order of the vendor's page.</summary>
[Flags]
internal enum EventFields
{
    None = 0,
    VehicleId = 1 << 0,
    VehicleName = 1 << 1,
    UserId = 1 << 2,
    UserName = 1 << 3,
    Latitude = 1 << 4,
    Longitude = 1 << 5,
    Speed = 1 << 6,
    Heading = 1 << 7,
    RecordedAt = 1 << 8,
    ReceivedAt = 1 << 9,
    OnlineState = 1 << 10,
    All = (1 << 11) - 1,
}
