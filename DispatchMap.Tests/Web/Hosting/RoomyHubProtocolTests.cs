using System.Buffers;
using System.IO.Pipelines;
using DispatchMap.Web.Hosting;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Hosting;

public sealed class RoomyHubProtocolTests
{
    /// <summary>As large as what the circuit reads of a stream at once.</summary>
    private const int Largest = 32_768;

    [Theory]
    [InlineData(false, 12_000, false)]
    [InlineData(true, 12_000, true)]
    [InlineData(true, Largest, true)]
    public async Task Write_FrameOfManyPieces_IsInOnePiece(bool roomy, int size, bool onePiece)
    {
        var protocol = Blazor(roomy);
        byte[] frame = [.. Enumerable.Range(0, size).Select(i => (byte)(i * 7))];
        var pipe = new Pipe();

        protocol.WriteMessage(new StreamItemMessage("1", new ArraySegment<byte>(frame)), pipe.Writer);
        await pipe.Writer.FlushAsync(TestContext.Current.CancellationToken);
        var written = (await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken)).Buffer;

        Assert.Equal(onePiece, written.IsSingleSegment);
        Assert.Equal(Blazor(false).GetMessageBytes(new StreamItemMessage("1", new ArraySegment<byte>(frame))).ToArray(), written.ToArray());
    }

    [Fact]
    public void Write_AnythingElse_IsAsItWas()
    {
        var message = new InvocationMessage("JS.EndInvokeDotNet", ["1", true, "text"]);
        var (roomy, plain) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());

        Blazor(true).WriteMessage(message, roomy);
        Blazor(false).WriteMessage(message, plain);

        Assert.Equal(plain.WrittenSpan, roomy.WrittenSpan);
    }

    private static IHubProtocol Blazor(bool roomy)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddRazorComponents().AddInteractiveServerComponents();
        if (roomy)
            RoomyHubProtocol.Use(services);
        return services.BuildServiceProvider().GetServices<IHubProtocol>().Single(protocol => protocol.Name == "blazorpack");
    }
}
