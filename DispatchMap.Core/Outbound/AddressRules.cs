using System.Net;

namespace DispatchMap.Core.Outbound;

/// <summary>
/// Sorts addresses by IANA's special-purpose registries. An IPv4 address in IPv6 clothes (mapped, NAT64, 6to4) counts as the IPv4
/// address that it leads to.
/// </summary>
public static class AddressRules
{
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    // The first that fits counts.
    private static readonly (IPNetwork Range, AddressKind Kind)[] Ranges =
    [
        .. Of(AddressKind.Special,
            "fd00:ec2::254/128", // metadata of Amazon, within the unique local range
            "fd20:ce::254/128", // metadata of Google, likewise
            "168.63.129.16/32"), // metadata of Azure, a public address that leads to the host
        .. Of(AddressKind.Loopback, "127.0.0.0/8", "::1/128"),
        .. Of(AddressKind.Private, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
        .. Of(AddressKind.Special,
            "0.0.0.0/8", // "this network": reaches this machine on Linux
            "100.64.0.0/10", // shared by carriers; metadata of Alibaba
            "169.254.0.0/16", // link-local; metadata of nearly everybody
            "192.0.0.0/24", // protocol assignments; metadata of Oracle
            "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "198.18.0.0/15", // benchmarks
            "224.0.0.0/4", "240.0.0.0/4", // multicast, reserved, broadcast
            "::/96", // unspecified, and IPv4-compatible
            "64:ff9b:1::/48", // NAT64 of local use: where it leads is anybody's guess
            "100::/64", "100:0:0:1::/64", // discard
            "2001::/23", // Teredo and other protocol assignments
            "2001:db8::/32", "3fff::/20", // documentation
            "5f00::/16", // segment routing
            "fe80::/10", "fec0::/10", "ff00::/8"), // link-local, site-local, multicast
    ];

    /// <summary>What <paramref name="address"/> is.</summary>
    public static AddressKind KindOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = Undressed(address);
        foreach (var (range, kind) in Ranges)
        {
            if (range.Contains(plain))
                return kind;
        }

        return AddressKind.Public;
    }

    private static IPAddress Undressed(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (Nat64.Contains(address))
            return new(address.GetAddressBytes().AsSpan(12));
        return SixToFour.Contains(address) ? new(address.GetAddressBytes().AsSpan(2, 4)) : address;
    }

    private static IEnumerable<(IPNetwork Range, AddressKind Kind)> Of(AddressKind kind, params string[] ranges) =>
        ranges.Select(range => (IPNetwork.Parse(range), kind));
}
