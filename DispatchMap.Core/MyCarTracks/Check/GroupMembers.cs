namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Which list says who is in a group.</summary>
public enum GroupMembers
{
    /// <summary>Neither.</summary>
    Nowhere,

    /// <summary>The groups name their vehicles.</summary>
    OnGroup,

    /// <summary>The vehicles name their groups.</summary>
    OnVehicle,
}
