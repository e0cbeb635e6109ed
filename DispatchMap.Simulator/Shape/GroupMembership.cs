namespace DispatchMap.Simulator;

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
