namespace DispatchMap.Simulator;

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
