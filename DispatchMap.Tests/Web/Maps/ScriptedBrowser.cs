using System.Threading.Channels;
using DispatchMap.Core.Frames;
using DispatchMap.Tests.Frames;
using DispatchMap.Web.Maps;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

/// <summary>A browser that holds a fleet like a real one; it has room and answers when the test lets it.</summary>
internal sealed class ScriptedBrowser : IFrameSink
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();

    public FrameBrowser Held { get; } = new();

    public int Calls { get; private set; }

    public int InFlight { get; private set; }

    /// <summary>Calls whose answer the pump did not wait for.</summary>
    public int Abandoned { get; private set; }

    /// <summary>Streams that were opened and are closed by now; all but one at most.</summary>
    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public FrameMark Mark => new(Held.Epoch, Held.Version);

    public Task<FrameMark> OpenAsync(CancellationToken cancellationToken)
    {
        Assert.Equal(Opened, Closed);
        Opened++;
        return Task.FromResult(Mark);
    }

    public Task SendAsync(byte[] frame, CancellationToken cancellationToken) => TakeAsync(frame, asks: false, cancellationToken);

    public async Task<FrameMark> AskAsync(byte[] frame, CancellationToken cancellationToken)
    {
        await TakeAsync(frame, asks: true, cancellationToken);
        return Mark;
    }

    public void Close() => Closed++;

    private async Task TakeAsync(byte[] frame, bool asks, CancellationToken cancellationToken)
    {
        Assert.Equal(Opened, Closed + 1);
        (Calls, InFlight) = (Calls + 1, InFlight + 1);
        var call = new Call(frame, asks, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _calls.Writer.TryWrite(call);
        try
        {
            await call.Taken.Task.WaitAsync(cancellationToken);
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

    public Task<Call> NextAsync() => _calls.Reader.ReadAsync().AsTask().Soon();

    /// <summary>Takes the next frame as a browser does, and answers if it is asked.</summary>
    public async Task<Call> TakeAsync()
    {
        var call = await NextAsync();
        Take(call);
        return call;
    }

    public void Take(Call call)
    {
        Held.Apply(call.Frame);
        call.Taken.SetResult();
    }

    internal sealed record Call(byte[] Frame, bool Asks, TaskCompletionSource Taken)
    {
        public bool IsSnapshot => Frame[1] == 1;
    }
}
