namespace DispatchMap.Simulator.Fleet;

/// <summary>A vehicle of the emulated account. Changed only through its <see cref="SimulatedFleet"/>.</summary>
public sealed class SimulatedVehicle
{
    internal SimulatedVehicle(int slot, long id, string name, long? userId, string? userName, long[] groupIds, bool isShared)
    {
        Slot = slot;
        Id = id;
        Name = name;
        UserId = userId;
        UserName = userName;
        GroupIds = groupIds;
        IsShared = isShared;
    }

    /// <summary>The vendor's id.</summary>
    public long Id { get; }

    /// <summary>What the account calls it.</summary>
    public string Name { get; internal set; }

    /// <summary>The driver's id; null when nobody is at the wheel.</summary>
    public long? UserId { get; internal set; }

    /// <summary>The driver's name; null when nobody is at the wheel.</summary>
    public string? UserName { get; internal set; }

    /// <summary>The groups it is in.</summary>
    public IReadOnlyList<long> GroupIds { get; internal set; }

    /// <summary>Whether another account shares it with this one.</summary>
    public bool IsShared { get; }

    /// <summary>The newest position the vendor has; null while it was never seen.</summary>
    public SimulatedPosition? LastPosition { get; internal set; }

    /// <summary>Whether the vendor has called it offline since its last position.</summary>
    public bool IsOffline { get; internal set; }

    /// <summary>Whether what its device sends is thrown away (see <see cref="SimulatedFleet.Silence"/>).</summary>
    public bool IsSilenced { get; internal set; }

    internal int Slot { get; }

    internal bool IsRemoved { get; set; }
}
