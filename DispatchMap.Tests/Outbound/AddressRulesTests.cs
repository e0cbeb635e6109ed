using System.Net;
using DispatchMap.Core.Outbound;
using Xunit;

namespace DispatchMap.Tests.Outbound;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("8.8.8.8", AddressKind.Public)]
    [InlineData("172.15.255.255", AddressKind.Public)]
    [InlineData("172.32.0.0", AddressKind.Public)]
    [InlineData("100.63.255.255", AddressKind.Public)]
    [InlineData("100.128.0.0", AddressKind.Public)]
    [InlineData("223.255.255.255", AddressKind.Public)]
    [InlineData("2606:4700::1111", AddressKind.Public)]
    [InlineData("::ffff:8.8.8.8", AddressKind.Public)]
    [InlineData("64:ff9b::8.8.8.8", AddressKind.Public)]
    [InlineData("127.0.0.1", AddressKind.Loopback)]
    [InlineData("127.255.255.254", AddressKind.Loopback)]
    [InlineData("::1", AddressKind.Loopback)]
    [InlineData("::ffff:127.0.0.1", AddressKind.Loopback)]
    [InlineData("64:ff9b::7f00:1", AddressKind.Loopback)]
    [InlineData("2002:7f00:1::", AddressKind.Loopback)]
    [InlineData("10.0.0.1", AddressKind.Private)]
    [InlineData("172.16.0.1", AddressKind.Private)]
    [InlineData("172.31.255.255", AddressKind.Private)]
    [InlineData("192.168.1.1", AddressKind.Private)]
    [InlineData("fc00::1", AddressKind.Private)]
    [InlineData("fdff::1", AddressKind.Private)]
    [InlineData("::ffff:10.1.2.3", AddressKind.Private)]
    [InlineData("64:ff9b::192.168.0.1", AddressKind.Private)]
    [InlineData("2002:c0a8:101::1", AddressKind.Private)]
    [InlineData("0.0.0.0", AddressKind.Special)]
    [InlineData("0.1.2.3", AddressKind.Special)]
    [InlineData("100.64.0.1", AddressKind.Special)]
    [InlineData("100.100.100.200", AddressKind.Special)]
    [InlineData("100.127.255.255", AddressKind.Special)]
    [InlineData("169.254.169.254", AddressKind.Special)]
    [InlineData("::ffff:169.254.169.254", AddressKind.Special)]
    [InlineData("64:ff9b::a9fe:a9fe", AddressKind.Special)]
    [InlineData("168.63.129.16", AddressKind.Special)]
    [InlineData("fd00:ec2::254", AddressKind.Special)]
    [InlineData("fd20:ce::254", AddressKind.Special)]
    [InlineData("192.0.0.192", AddressKind.Special)]
    [InlineData("192.0.2.1", AddressKind.Special)]
    [InlineData("192.88.99.1", AddressKind.Special)]
    [InlineData("198.19.255.255", AddressKind.Special)]
    [InlineData("198.51.100.7", AddressKind.Special)]
    [InlineData("203.0.113.7", AddressKind.Special)]
    [InlineData("224.0.0.1", AddressKind.Special)]
    [InlineData("239.255.255.255", AddressKind.Special)]
    [InlineData("240.0.0.1", AddressKind.Special)]
    [InlineData("255.255.255.255", AddressKind.Special)]
    [InlineData("::", AddressKind.Special)]
    [InlineData("::127.0.0.1", AddressKind.Special)]
    [InlineData("64:ff9b:1::7f00:1", AddressKind.Special)]
    [InlineData("100::1", AddressKind.Special)]
    [InlineData("2001::1", AddressKind.Special)]
    [InlineData("2001:db8::1", AddressKind.Special)]
    [InlineData("fe80::1", AddressKind.Special)]
    [InlineData("fe80::1%2", AddressKind.Special)]
    [InlineData("fec0::1", AddressKind.Special)]
    [InlineData("ff02::1", AddressKind.Special)]
    public void KindOf_AnyAddress_IsWhatItLeadsTo(string address, AddressKind kind) =>
        Assert.Equal(kind, AddressRules.KindOf(IPAddress.Parse(address)));

    [Theory]
    [InlineData(false, false, "8.8.8.8")]
    [InlineData(true, false, "8.8.8.8 127.0.0.1")]
    [InlineData(false, true, "8.8.8.8 192.168.0.1")]
    [InlineData(true, true, "8.8.8.8 127.0.0.1 192.168.0.1")]
    public void Admits_EachPolicy_AllowsItsOwnOnly(bool loopback, bool isPrivate, string admitted)
    {
        string[] all = ["8.8.8.8", "127.0.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1"];
        var policy = new OutboundPolicy(loopback, isPrivate);

        Assert.Equal(admitted, string.Join(' ', all.Where(address => policy.Admits(IPAddress.Parse(address)))));
    }
}
