using System.Net;

namespace DispatchMap.Core.Outbound;

/// <summary>Which addresses may be connected to besides public ones.</summary>
/// <param name="AllowLoopback">This machine.</param>
/// <param name="AllowPrivate">Private networks.</param>
public sealed record OutboundPolicy(bool AllowLoopback = false, bool AllowPrivate = false)
{
    /// <summary>Public addresses only.</summary>
    public static OutboundPolicy PublicOnly { get; } = new();

    /// <summary>Whether <paramref name="address"/> may be connected to.</summary>
    public bool Admits(IPAddress address) => AddressRules.KindOf(address) switch
    {
        AddressKind.Public => true,
        AddressKind.Loopback => AllowLoopback,
        AddressKind.Private => AllowPrivate,
        _ => false,
    };
}
