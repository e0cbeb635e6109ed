using DispatchMap.Core.Feeds;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class SharedReadTests
{
    private readonly ScriptedTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly Queue<TaskCompletionSource<int>> _reads = [];
    private int _begun;

    [Fact]
    public async Task GetAsync_ManyDuringARead_ShareTheOneThatBeginsAfterIt()
    {
        var shared = new SharedRead<int>(Read, TimeSpan.Zero, _time);
        var (first, second) = (Add(), Add());
        var early = Get(shared);
        var late = Enumerable.Range(0, 50).Select(_ => Get(shared)).ToArray();
        Assert.False(early.IsCompleted);

        first.SetResult(1);
        Assert.Equal(1, await early.Soon());
        second.SetResult(2);

        Assert.All(await Task.WhenAll(late).Soon(), value => Assert.Equal(2, value));
        Assert.Equal(2, _begun);
    }

    [Fact]
    public async Task GetAsync_FailedRead_FailsThoseWhoWaitedAndNotTheNext()
    {
        var shared = new SharedRead<int>(Read, TimeSpan.FromMinutes(1), _time);
        Add().SetException(new InvalidOperationException("no"));
        Add().SetResult(2);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Get(shared).Soon());
        Assert.Equal(2, await Get(shared).Soon());
    }

    [Fact]
    public async Task GetAsync_YoungEnough_IsServedWithoutReading()
    {
        var shared = new SharedRead<int>(Read, TimeSpan.FromMinutes(1), _time);
        Add().SetResult(1);
        Add().SetResult(2);
        Assert.Equal(1, await Get(shared).Soon());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Get(shared).Soon());

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(2, await Get(shared).Soon());
    }

    [Fact]
    public async Task GetAsync_OneGivesUp_TheReadGoesOnForTheOthers()
    {
        var shared = new SharedRead<int>(Read, TimeSpan.FromMinutes(1), _time);
        var read = Add();
        using var cancel = new CancellationTokenSource();
        var impatient = shared.GetAsync(cancel.Token);
        var patient = Get(shared);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.Soon());
        read.SetResult(7);
        Assert.Equal(7, await patient.Soon());
    }

    private static Task<int> Get(SharedRead<int> shared) => shared.GetAsync(TestContext.Current.CancellationToken);

    private Task<int> Read()
    {
        Interlocked.Increment(ref _begun);
        lock (_reads)
            return _reads.Dequeue().Task;
    }

    private TaskCompletionSource<int> Add()
    {
        var read = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_reads)
            _reads.Enqueue(read);
        return read;
    }
}
