namespace DispatchMap.Core.Outbound;

/// <summary>What an IP address is good for, as far as it decides whether to connect to it.</summary>
public enum AddressKind
{
    /// <summary>On the public internet.</summary>
    Public,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>A private network: RFC 1918, or unique local (RFC 4193).</summary>
    Private,

    /// <summary>Link-local, cloud metadata, multicast, shared, reserved: nothing that this program has to do with.</summary>
    Special,
}
