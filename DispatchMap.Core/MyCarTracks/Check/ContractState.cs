namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Whether there was a description to compare with.</summary>
public enum ContractState
{
    /// <summary>There was.</summary>
    Compared,

    /// <summary>It could not be had, which is no fault of the connection.</summary>
    NotReached,

    /// <summary>It was there, but is not what this client takes for a description.</summary>
    NotUnderstood,
}
