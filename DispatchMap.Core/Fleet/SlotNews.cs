namespace DispatchMap.Core.Fleet;

/// <summary>What readers have not been told of a slot yet.</summary>
[Flags]
internal enum SlotNews : byte
{
    None = 0,

    /// <summary>Where or how its vehicle is.</summary>
    Record = 1,

    /// <summary>What its vehicle is called.</summary>
    Text = 2,

    /// <summary>The vehicle that had it is gone; another may have it by now.</summary>
    Freed = 4,
}
