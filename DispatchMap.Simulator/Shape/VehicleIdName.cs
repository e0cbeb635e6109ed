namespace DispatchMap.Simulator;

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
