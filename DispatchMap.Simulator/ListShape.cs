namespace DispatchMap.Simulator;

/// <summary>What replies look like where the vendor's page leaves it open. The defaults are the likeliest variants.</summary>
public sealed record ListShape
{
    /// <summary>The object around a list.</summary>
    public ListEnvelope Envelope { get; init; } = ListEnvelope.Data;

    /// <summary>The name of a vehicle's id.</summary>
    public VehicleIdName VehicleId { get; init; } = VehicleIdName.ByList;

    /// <summary>Ids as JSON strings, in lists and in events.</summary>
    public bool IdsAsText { get; init; }

    /// <summary>Where the position is within a lastPositions item.</summary>
    public PositionNesting Position { get; init; } = PositionNesting.Flat;

    /// <summary>What latitude and longitude are called in lastPositions.</summary>
    public CoordinateNames Coordinates { get; init; } = CoordinateNames.LatitudeLongitude;

    /// <summary>How times are written, in lists and in events.</summary>
    public TimeFormat Times { get; init; } = TimeFormat.Iso;

    /// <summary>Whether unknown values are null or not there at all, in lists and in events.</summary>
    public MissingParts Missing { get; init; } = MissingParts.Null;

    /// <summary>Whether lastPositions lists vehicles that never reported.</summary>
    public bool NeverSeenListed { get; init; } = true;

    /// <summary>How later pages are asked for.</summary>
    public Paging Paging { get; init; } = Paging.Offset;

    /// <summary>The member that holds the number of all items, such as <c>total</c> or <c>totalCount</c>; null for none.</summary>
    public string? TotalName { get; init; }

    /// <summary>Where the vehicle groups are.</summary>
    public GroupPath Groups { get; init; } = GroupPath.VehicleGroups;

    /// <summary>Which list says who is in a group.</summary>
    public GroupMembership Membership { get; init; } = GroupMembership.OnGroup;

    /// <summary>The body of a refusal by the REST part. The token server always speaks OAuth.</summary>
    public ErrorStyle Errors { get; init; } = ErrorStyle.OAuth;
}

/// <summary>The object around a list: <c>{"data":[…]}</c>, <c>{"items":[…]}</c>, <c>{"content":[…]}</c> or <c>[…]</c>.</summary>
public enum ListEnvelope
{
    /// <summary><c>{"data":[…]}</c></summary>
    Data,

    /// <summary><c>{"items":[…]}</c></summary>
    Items,

    /// <summary><c>{"content":[…]}</c></summary>
    Content,

    /// <summary><c>[…]</c></summary>
    Bare,
}

/// <summary>The name of a vehicle's id in the lists.</summary>
public enum VehicleIdName
{
    /// <summary><c>id</c> and <c>name</c> in <c>/vehicles</c>, <c>vehicleId</c> and <c>vehicleName</c> in lastPositions.</summary>
    ByList,

    /// <summary><c>vehicleId</c> and <c>vehicleName</c> in both.</summary>
    VehicleId,

    /// <summary><c>id</c> and <c>name</c> in both.</summary>
    Id,

    /// <summary><c>carId</c> and <c>name</c> in both.</summary>
    CarId,
}

/// <summary>Where the position is within a lastPositions item.</summary>
public enum PositionNesting
{
    /// <summary>Beside the id.</summary>
    Flat,

    /// <summary>In an object <c>position</c>.</summary>
    Position,

    /// <summary>In an object <c>lastPosition</c>.</summary>
    LastPosition,
}

/// <summary>What latitude and longitude are called.</summary>
public enum CoordinateNames
{
    /// <summary><c>latitude</c>, <c>longitude</c></summary>
    LatitudeLongitude,

    /// <summary><c>lat</c>, <c>lon</c></summary>
    LatLon,

    /// <summary><c>lat</c>, <c>lng</c></summary>
    LatLng,
}

/// <summary>How times are written.</summary>
public enum TimeFormat
{
    /// <summary>ISO 8601 in UTC, <c>2026-06-01T14:21:35Z</c>.</summary>
    Iso,

    /// <summary>Seconds since 1970.</summary>
    EpochSeconds,

    /// <summary>Milliseconds since 1970.</summary>
    EpochMilliseconds,
}

/// <summary>What stands for an unknown value.</summary>
public enum MissingParts
{
    /// <summary><c>"speed": null</c></summary>
    Null,

    /// <summary>Nothing.</summary>
    Absent,
}

/// <summary>How later pages are asked for.</summary>
public enum Paging
{
    /// <summary><c>offset</c>: items to skip.</summary>
    Offset,

    /// <summary><c>page</c>: pages to skip, the first is 0.</summary>
    Page,

    /// <summary>Not at all: every request brings the first page.</summary>
    None,
}

/// <summary>Where the vehicle groups are.</summary>
public enum GroupPath
{
    /// <summary><c>/vehicleGroups</c></summary>
    VehicleGroups,

    /// <summary><c>/vehicle-groups</c></summary>
    VehicleGroupsDashed,

    /// <summary><c>/groups</c></summary>
    Groups,

    /// <summary>There is no such list: 404 everywhere.</summary>
    Absent,
}

/// <summary>Which list says who is in a group.</summary>
public enum GroupMembership
{
    /// <summary><c>vehicleIds</c> on the group.</summary>
    OnGroup,

    /// <summary><c>vehicleGroupIds</c> on the vehicle.</summary>
    OnVehicle,

    /// <summary><c>groupId</c> on the vehicle, its first group only.</summary>
    OnVehicleSingle,

    /// <summary>Neither.</summary>
    Nowhere,
}

/// <summary>The body of a refusal.</summary>
public enum ErrorStyle
{
    /// <summary><c>{"error","error_description"}</c></summary>
    OAuth,

    /// <summary><c>{"code","message"}</c></summary>
    CodeMessage,

    /// <summary>An HTML page.</summary>
    Html,

    /// <summary>No body.</summary>
    Empty,
}
