using System.Threading.Channels;
using DispatchMap.Tests.Frames;
using DispatchMap.Web.Maps;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

/// <summary>A browser that holds a fleet like a real one, and answers when the test lets it.</summary>
internal sealed class ScriptedBrowser : IFrameSink
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
    private readonly Channel<StreamReader> _streams = Channel.CreateUnbounded<StreamReader>();

    public FrameBrowser Held { get; } = new();

    /// <summary>Whether it reads streams that it is offered.</summary>
    public bool Streams { get; init; }

    /// <summary>Streams that it was offered.</summary>
    public int Opened { get; private set; }

    /// <summary>How often it was asked what it holds.</summary>
    public int Asked { get; private set; }

    public int Calls { get; private set; }

    public int InFlight { get; private set; }

    /// <summary>Calls whose answer the pump did not wait for.</summary>
    public int Abandoned { get; private set; }

    public async Task<bool> ApplyAsync(byte[] frame, CancellationToken cancellationToken)
    {
        (Calls, InFlight) = (Calls + 1, InFlight + 1);
        var call = new Call(frame, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _calls.Writer.TryWrite(call);
        try
        {
            return await call.Answer.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Abandoned++;
            throw;
        }
        finally
        {
            InFlight--;
        }
    }

    public Task OpenAsync(FrameStream stream, CancellationToken cancellationToken)
    {
        Opened++;
        if (Streams)
            _streams.Writer.TryWrite(new(stream, Held));
        return Task.CompletedTask;
    }

    public Task<FrameMark> HeldAsync(CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(FrameMark.Said(Held.Epoch, Held.Version));
    }

    /// <summary>The stream that was opened.</summary>
    public Task<StreamReader> StreamAsync() => _streams.Reader.ReadAsync().AsTask().Soon();

    public Task<Call> NextAsync() => _calls.Reader.ReadAsync().AsTask().Soon();

    /// <summary>Takes the next frame and answers as a browser does.</summary>
    public async Task<Call> AnswerAsync()
    {
        var call = await NextAsync();
        call.Answer.SetResult(Held.Apply(call.Frame));
        return call;
    }

    internal sealed record Call(byte[] Frame, TaskCompletionSource<bool> Answer)
    {
        public bool IsSnapshot => Frame[1] == 1;
    }

    /// <summary>Reads a stream as the framework and the map module do.</summary>
    internal sealed class StreamReader(FrameStream stream, FrameBrowser held)
    {
        private readonly byte[] _buffer = new byte[32 * 1024];
        private Task<int>? _reading;

        public int Number => stream.Number;

        /// <summary>Asks for the stream; what has been read is written to the connection when the next is asked for.</summary>
        public void Read() => _reading ??= stream.ReadAsync(_buffer).AsTask();

        /// <summary>The next frame, not applied; null at the end.</summary>
        public async Task<byte[]?> NextAsync()
        {
            var bytes = new List<byte>();
            while (true)
            {
                Read();
                var count = await _reading!.Soon();
                _reading = null;
                if (count == 0)
                    return null;
                bytes.AddRange(_buffer.AsSpan(0, count));
                if (bytes.Count - 4 == BitConverter.ToInt32([.. bytes[..4]]))
                    return [.. bytes[4..]];
            }
        }

        /// <summary>Takes the next frame and reads on.</summary>
        public async Task<byte[]> TakeAsync()
        {
            var frame = (await NextAsync())!;
            Assert.True(held.Apply(frame), "A frame of the stream does not fit.");
            Read();
            return frame;
        }
    }
}
