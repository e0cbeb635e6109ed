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
