using System.Buffers.Binary;
using System.Threading.Channels;
using DispatchMap.Tests.Frames;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DispatchMap.Tests.Web.Maps;

/// <summary>The browser's side of the stream of frames (docs/map-module.md): takes it apart, holds the fleet, and answers the map's host.</summary>
internal sealed class StreamedFrames(Func<Dispatcher> circuit)
{
    private readonly Channel<int> _taken = Channel.CreateUnbounded<int>();
    private Stream _stream = Stream.Null;

    public FrameBrowser Held { get; } = new();

    /// <summary>What the map was given to call.</summary>
    public object? Host { get; set; }

    /// <summary>Whether it says what it holds when it is asked.</summary>
    public bool Answers { get; set; } = true;

    public int Frames { get; private set; }

    /// <summary>Completes when the newest stream has come to its end.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Reads this stream from now on; returns what it holds.</summary>
    public double[] Read(DotNetStreamReference frames)
    {
        _stream = frames.Stream;
        Ended = ReadAsync(_stream);
        return [Held.Epoch, Held.Version];
    }

    /// <summary>Returns when one frame more has been taken and answered.</summary>
    public Task NextAsync() => _taken.Reader.ReadAsync().AsTask().Soon();

    /// <summary>Ends the stream from this side, as the circuit does.</summary>
    public async Task LetGoAsync()
    {
        await _stream.DisposeAsync();
        await Ended;
    }

    private async Task ReadAsync(Stream stream)
    {
        var envelope = new byte[5];
        while (await stream.ReadAtLeastAsync(envelope, envelope.Length, throwOnEndOfStream: false) == envelope.Length)
        {
            var frame = new byte[BinaryPrimitives.ReadInt32LittleEndian(envelope)];
            await stream.ReadExactlyAsync(frame);
            Held.Apply(frame);
            Frames++;
            if (envelope[4] == 1 && Answers)
                await circuit().InvokeAsync(Answer);
            _taken.Writer.TryWrite(Frames);
        }
    }

    /// <summary>Calls the host the way the JavaScript runtime does: by name.</summary>
    private void Answer()
    {
        var host = Host!.GetType().GetProperty("Value")!.GetValue(Host)!;
        host.GetType().GetMethod("OnHeld")!.Invoke(host, [(double)Held.Epoch, (double)Held.Version]);
    }
}
