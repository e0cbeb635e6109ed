using DispatchMap.Core.Outbound;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks;

/// <summary>Which addresses a connection may lead to: what it allows itself, and what configuration allows to all.</summary>
internal sealed class UpstreamPolicy(IOptions<UpstreamOptions> options)
{
    public OutboundPolicy Of(UpstreamConnection connection) => new(connection.AllowInsecureLoopback, options.Value.AllowPrivateNetworks);
}
