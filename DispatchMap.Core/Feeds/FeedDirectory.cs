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
/// <see cref="RunAsync"/> runs them; what is acquired before starts with it. The groups are those of the connection in force.
/// </summary>
public sealed partial class FeedDirectory : IFeedDirectory, IFeedWatch, IGroupCatalog, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FeedEntry> _entries = new(StringComparer.Ordinal);
    private readonly Channel<ViewFeed> _toStart = Channel.CreateUnbounded<ViewFeed>(new() { SingleReader = true });
    private readonly CancellationTokenSource _lifetime = new();
    private readonly CancellationTokenSource _reading = new();
    private readonly IUpstreamConnectionSource _source;
    private readonly UpstreamLinks _links;
    private readonly CurrentFreshness _freshness;
    private readonly FeedMetrics _metrics;
    private readonly FeedTools _tools;
    private bool _stopped;
    private int _running;
    private int _leases;

    internal FeedDirectory(
        IMyCarTracksClients clients,
        IUpstreamConnectionSource source,
        RequestBudgets budgets,
        IOptions<FeedOptions> options,
        IOptionsMonitor<FreshnessOptions> freshness,
        FeedMetrics metrics,
        TimeProvider time,
        Func<double> random,
        ILogger<FeedDirectory> logger,
        PositionKeeper? keeper = null)
    {
        (_source, _metrics, _freshness) = (source, metrics, new(freshness));
        _tools = new(options.Value, time, random, logger);
        _links = new(clients, budgets, _tools, keeper, _reading.Token);
        _wanted = _inForce = _links.Of(source.Current);
        source.Changed += ConnectionChanged;
        ConnectionChanged(); // It may have, before we listened.
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
    public AccountInfo Account => Volatile.Read(ref _inForce).Account.Info();

    /// <inheritdoc/>
    public FeedOverview Overview => new(Feeds, Account, Change());

    /// <summary>The feeds as they are now, by scope key.</summary>
    public IReadOnlyList<FeedInfo> Feeds
    {
        get
        {
            FeedEntry[] entries;
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
                _entries.Add(scope.Key, entry = new(NewFeed(scope, _inForce)));
                _toStart.Writer.TryWrite(entry.Feed);
                Aim(entry, []);
            }

            entry.Leases++;
            entry.Turn++;
            entry.Linger?.Dispose();
            Interlocked.Increment(ref _leases);
            return Task.FromResult<IFeedLease>(new FeedLease(entry, () => LetGo(entry)));
        }
    }

    /// <inheritdoc/>
    public void RetryNow(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        lock (_gate)
        {
            if (_entries.TryGetValue(scope.Key, out var entry))
                entry.RetryNow();
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
            await foreach (var feed in _toStart.Reader.ReadAllAsync(cancellationToken))
            {
                loops.RemoveAll(loop => loop.IsCompleted);
                loops.Add(Task.Run(() => RunAsync(feed), CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await StopAsync(loops);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Changed -= ConnectionChanged;
        _lifetime.Dispose();
        _reading.Dispose();
    }

    Task<VehicleGroups> IGroupCatalog.GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _inForce).Groups.GetAsync(cancellationToken);

    private async Task RunAsync(ViewFeed feed)
    {
        await feed.RunAsync(_lifetime.Token);
        feed.Dispose();
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
        while (_toStart.Reader.TryRead(out var feed))
            loops.Add(RunAsync(feed));
        await Task.WhenAll(loops);

        // After all who wait for them: to a feed that runs, a read that was cancelled would be a fault.
        await _reading.CancelAsync();
    }

    /// <param name="before">The feed whose place it shall take when it can.</param>
    private ViewFeed NewFeed(Scope scope, UpstreamLink link, ViewFeed? before = null)
    {
        var body = before is not null && before.Link.IsSameAccountAs(link)
            ? before.Body
            : FeedBody.New(scope, _freshness.Value, _metrics, _tools);
        return new(scope, link, body, _freshness, _tools, before);
    }

    private void LetGo(FeedEntry entry)
    {
        Interlocked.Decrement(ref _leases);
        lock (_gate)
        {
            var turn = ++entry.Turn;
            if (--entry.Leases == 0 && !_stopped)
                entry.Linger = _tools.Time.CreateTimer(_ => Expire(entry, turn), null, _tools.Options.Linger, Timeout.InfiniteTimeSpan);
        }
    }

    private void Expire(FeedEntry entry, int turn)
    {
        ViewFeed[] gone;
        lock (_gate)
        {
            // The timer was on its way when somebody came back.
            if (entry.Turn != turn || _stopped)
                return;
            _entries.Remove(entry.Feed.Scope.Key);
            gone = entry.Close();
        }

        foreach (var feed in gone)
            feed.LetGo();
    }
}
