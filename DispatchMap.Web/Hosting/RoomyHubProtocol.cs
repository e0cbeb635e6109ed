using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace DispatchMap.Web.Hosting;

/// <summary>
/// A hub's own protocol that asks for the room of a whole frame at once. Of the pieces of 4 kB that it would write into, each
/// is sent by the socket as a fragment with a header, a copy and a turn of its own.
/// </summary>
internal sealed class RoomyHubProtocol(IHubProtocol inner) : IHubProtocol
{
    /// <summary>What is around the bytes of an item.</summary>
    private const int Slack = 64;

    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    /// <summary>Around each of the protocols that there are.</summary>
    public static void Use(IServiceCollection services)
    {
        foreach (var protocol in services.Where(service => service.ServiceType == typeof(IHubProtocol) && service.ImplementationType is not null).ToList())
        {
            services.Remove(protocol);
            services.AddSingleton<IHubProtocol>(provider => new RoomyHubProtocol((IHubProtocol)ActivatorUtilities.CreateInstance(provider, protocol.ImplementationType!)));
        }
    }

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) =>
        inner.TryParseMessage(ref input, binder, out message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (message is StreamItemMessage { Item: ArraySegment<byte> item })
            output.GetMemory(item.Count + Slack);
        inner.WriteMessage(message, output);
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);
}
