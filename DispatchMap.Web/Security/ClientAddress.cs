using System.Net;
using System.Net.Sockets;

namespace DispatchMap.Web.Security;

/// <summary>An address as something to count by.</summary>
internal static class ClientAddress
{
    /// <summary>IPv4 as it is; of IPv6 the /64, since whoever has one address there has them all.</summary>
    public static string Key(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
