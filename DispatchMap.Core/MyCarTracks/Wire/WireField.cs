namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>The properties that a vehicle item or a stream message may have, whatever the vendor calls them.</summary>
internal enum WireField : byte
{
    Other,
    Type,
    VehicleId,
    CarId,
    Id,
    VehicleName,
    Name,
    UserId,
    UserName,
    Latitude,
    Longitude,
    Speed,
    Heading,
    RecordedAt,
    ReceivedAt,
    OnlineState,
    Position,
    LastSeenAt,
    SentAt,
    StreamId,
    Code,
    VehicleGroupIds,
    GroupId,
}
