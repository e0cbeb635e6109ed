using System.Threading.Channels;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// The feeds of this process: one per scope, shared by all who look at it, living on for a while after the last one left.
/// <see cref="RunAsync"/> runs them; what is acquired before starts with it.
/// </summary>
public sealed class FeedDirectory : IFeedDirectory, IFeedWatch, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Channel<Entry> _toStart = Channel.CreateUnbounded<Entry>(new() { SingleReader = true });
    private readonly CancellationTokenSource _lifetime = new();
    private readonly IMyCarTracksClient _client;
    private readonly AccountLists _lists;
    private readonly FeedAccounts _accounts;
    private readonly FreshnessOptions _freshness;
    private readonly FeedMetrics _metrics;
    private readonly FeedTools _tools;
    private readonly PositionKeeper? _keeper;
    private bool _stopped;
    private int _running;
    private int _leases;

    internal FeedDirectory(
        IMyCarTracksClient client,
        IGroupCatalog groups,
        IUpstreamConnectionSource source,
        RequestBudgets budgets,
        IOptions<FeedOptions> options,
        IOptions<FreshnessOptions> freshness,
        FeedMetrics metrics,
        TimeProvider time,
        Func<double> random,
        ILogger<FeedDirectory> logger,
        PositionKeeper? keeper = null)
    {
        (_client, _freshness, _metrics, _keeper) = (client, freshness.Value, metrics, keeper);
        _tools = new(options.Value, time, random, logger);
        _lists = new(client, groups, source, time, _lifetime.Token);
        _accounts = new(source, budgets, _tools);
        metrics.Watch(() => Overview, time);
    }

    /// <summary>Feeds that run or linger.</summary>
    public int FeedCount
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Leases not yet disposed.</summary>
    public int LeaseCount => Volatile.Read(ref _leases);

    /// <summary>The account that they share, as it is now.</summary>
    public AccountInfo Account => _accounts.Current.Info();

    /// <inheritdoc/>
    public FeedOverview Overview => new(Feeds, _accounts.Current.Budget);

    /// <summary>The feeds as they are now, by scope key.</summary>
    public IReadOnlyList<FeedInfo> Feeds
    {
        get
        {
            Entry[] entries;
            lock (_gate)
                entries = [.. _entries.Values];
            return [.. entries.Select(entry => entry.Info()).OrderBy(info => info.Scope.Key, StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The program is stopping.</exception>
    public Task<IFeedLease> AcquireAsync(Scope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_stopped)
                throw new InvalidOperationException("The feeds have been stopped.");

            if (!_entries.TryGetValue(scope.Key, out var entry))
            {
                _entries.Add(scope.Key, entry = new(NewFeed(scope)));
                _toStart.Writer.TryWrite(entry);
            }

            entry.Leases++;
            entry.Turn++;
            entry.Linger?.Dispose();
            Interlocked.Increment(ref _leases);
            return Task.FromResult<IFeedLease>(new FeedLease(entry.Feed, () => LetGo(entry)));
        }
    }

    /// <inheritdoc/>
    public void RetryNow(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        lock (_gate)
        {
            if (_entries.TryGetValue(scope.Key, out var entry))
                entry.Feed.RetryNow();
        }
    }

    /// <summary>Runs the feeds, once, until it is cancelled; returns when all have stopped.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            throw new InvalidOperationException("The feeds run already.");

        var loops = new List<Task>();
        try
        {
            await foreach (var entry in _toStart.Reader.ReadAllAsync(cancellationToken))
            {
                loops.RemoveAll(loop => loop.IsCompleted);
                loops.Add(Task.Run(() => RunAsync(entry), CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await StopAsync(loops);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lifetime.Dispose();

    private async Task RunAsync(Entry entry)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(entry.Stop.Token, _lifetime.Token);
        await entry.Feed.RunAsync(either.Token);
        entry.Feed.Dispose();
    }

    private async Task StopAsync(List<Task> loops)
    {
        lock (_gate)
        {
            _stopped = true;
            foreach (var entry in _entries.Values)
                entry.Linger?.Dispose();
            _entries.Clear();
        }

        await _lifetime.CancelAsync();
        while (_toStart.Reader.TryRead(out var entry))
            loops.Add(RunAsync(entry));
        await Task.WhenAll(loops);
    }

    private ViewFeed NewFeed(Scope scope)
    {
        var epoch = 1 + (uint)(_tools.Random() * (uint.MaxValue - 1));
        return new(scope, epoch, _client, _lists, _accounts, _freshness, _metrics, _tools, _keeper?.Open());
    }

    private void LetGo(Entry entry)
    {
        Interlocked.Decrement(ref _leases);
        lock (_gate)
        {
            var turn = ++entry.Turn;
            if (--entry.Leases == 0 && !_stopped)
                entry.Linger = _tools.Time.CreateTimer(_ => Expire(entry, turn), null, _tools.Options.Linger, Timeout.InfiniteTimeSpan);
        }
    }

    private void Expire(Entry entry, int turn)
    {
        lock (_gate)
        {
            // The timer was on its way when somebody came back.
            if (entry.Turn != turn || _stopped)
                return;
            _entries.Remove(entry.Feed.Scope.Key);
            entry.Linger?.Dispose();
        }

        entry.Stop.Cancel();
    }

    private sealed class Entry(ViewFeed feed)
    {
        public ViewFeed Feed { get; } = feed;

        /// <summary>Never linked and without a timer, so it need not be disposed while somebody may still cancel it.</summary>
        public CancellationTokenSource Stop { get; } = new();

        public int Leases { get; set; }

        /// <summary>Counts the comings and goings, to tell a timer of an earlier time.</summary>
        public int Turn { get; set; }

        public ITimer? Linger { get; set; }

        public FeedInfo Info() => new(Feed.Scope, Feed.Fleet.Epoch, Feed.Status, Leases, Feed.Fleet.Count, Feed.Counts, Feed.Rates, Feed.Streams);
    }
}
