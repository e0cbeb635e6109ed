using System.Threading.Channels;
using DispatchMap.Core.Feeds;

namespace DispatchMap.Tests.Web;

/// <summary>Hands out leases when the test says so; until then whoever acquires waits.</summary>
internal sealed class FakeFeedDirectory : IFeedDirectory
{
    private readonly Channel<(Scope Scope, TaskCompletionSource<IFeedLease> Answer)> _asked = Channel.CreateUnbounded<(Scope, TaskCompletionSource<IFeedLease>)>();

    /// <summary>Answers at once with what this makes, instead of waiting for the test.</summary>
    public Func<Scope, IFeedLease>? Answer { get; set; }

    public List<Scope> Scopes { get; } = [];

    public Task<IFeedLease> AcquireAsync(Scope scope, CancellationToken cancellationToken)
    {
        Scopes.Add(scope);
        if (Answer is not null)
            return Task.FromResult(Answer(scope));
        var answer = new TaskCompletionSource<IFeedLease>();
        _asked.Writer.TryWrite((scope, answer));
        return answer.Task;
    }

    public Task<(Scope Scope, TaskCompletionSource<IFeedLease> Answer)> NextAsync() => _asked.Reader.ReadAsync().AsTask().Soon();
}
