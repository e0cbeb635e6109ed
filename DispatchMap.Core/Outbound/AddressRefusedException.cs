namespace DispatchMap.Core.Outbound;

/// <summary>A host leads to an address that this program does not connect to. The message names neither.</summary>
/// <param name="kind">What the address is.</param>
public sealed class AddressRefusedException(AddressKind kind) : IOException($"The host leads to an address that is not connected to: {kind}.")
{
    /// <summary>What the address is.</summary>
    public AddressKind Kind { get; } = kind;
}
