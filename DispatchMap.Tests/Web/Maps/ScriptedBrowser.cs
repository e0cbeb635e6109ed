using System.Threading.Channels;
using DispatchMap.Tests.Frames;
using DispatchMap.Web.Maps;

namespace DispatchMap.Tests.Web.Maps;

/// <summary>A browser that holds a fleet like a real one, and answers when the test lets it.</summary>
internal sealed class ScriptedBrowser : IFrameSink
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();

    public FrameBrowser Held { get; } = new();

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
}
