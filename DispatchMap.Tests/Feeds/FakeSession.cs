using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DispatchMap.Core.MyCarTracks;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>A socket whose other end is the test.</summary>
internal sealed class FakeSession : IStreamSession
{
    private readonly Channel<(StreamEvent Message, TaskCompletionSource Taken)> _messages =
        Channel.CreateUnbounded<(StreamEvent, TaskCompletionSource)>();

    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int? CloseCode { get; private set; }

    /// <summary>Completes when the socket was aborted.</summary>
    public Task Disposed => _disposed.Task.Soon();

    public bool IsDisposed => _disposed.Task.IsCompleted;

    /// <summary>Sends a message; completes when the client has dealt with it.</summary>
    public Task SayAsync(StreamEvent message)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_messages.Writer.TryWrite((message, taken)));
        return taken.Task.Soon();
    }

    public Task SayAsync(VehicleReport report) => SayAsync(new StreamEvent(StreamEventKind.Position, report));

    public Task ConnectedAsync() => SayAsync(new StreamEvent(StreamEventKind.Connected));

    public Task HeartbeatAsync(DateTimeOffset sentAt) => SayAsync(new StreamEvent(StreamEventKind.Heartbeat, At: sentAt));

    public void Close(int code = 1000)
    {
        CloseCode = code;
        _messages.Writer.Complete();
    }

    public void Drop() =>
        _messages.Writer.Complete(new UpstreamException(UpstreamFailure.Unreachable, "The connection was lost."));

    public void Break(Exception fault) => _messages.Writer.Complete(fault);

    public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (message, taken) in _messages.Reader.ReadAllAsync(cancellationToken))
        {
            yield return message;
            taken.SetResult();
        }
    }

    public ValueTask DisposeAsync()
    {
        _disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
