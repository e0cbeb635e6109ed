namespace DispatchMap.Core.Feeds;

/// <summary>The fields of a position that a stream can leave out. The numbers are part of scope keys: they stay.</summary>
[Flags]
public enum StreamFields
{
    None = 0,

    /// <summary>The vehicle's name.</summary>
    VehicleName = 1,

    /// <summary>Who drives it.</summary>
    Driver = 2,

    /// <summary>How fast; without it nothing is said to move or to stand.</summary>
    Speed = 4,

    /// <summary>Where it heads.</summary>
    Heading = 8,

    /// <summary>What the vendor takes it for.</summary>
    OnlineState = 16,

    All = VehicleName | Driver | Speed | Heading | OnlineState,
}
