using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>What happens when the connection changes: docs/decisions/0006-changing-the-connection.md.</summary>
public sealed partial class FeedDirectory
{
    private UpstreamLink _wanted;
    private UpstreamLink _inForce;

    private void ConnectionChanged()
    {
        List<ViewFeed> gone = [];
        lock (_gate)
        {
            if (_stopped)
                return;
            _wanted = _links.Of(_source.Current);
            if (_inForce.Connection is null || _wanted.Connection is null)
                _inForce = _wanted;
            foreach (var entry in _entries.Values)
                Aim(entry, gone);
            _links.KeepOnly(_entries.Values.Select(entry => entry.Feed.Link).Concat([_wanted, _inForce]).ToHashSet());
        }

        foreach (var feed in gone)
            feed.LetGo();
    }

    /// <summary>Sees to it that the feed is on the wanted connection, or a next one on its way there. Under the gate.</summary>
    /// <param name="gone">Takes the feeds that are not needed any more.</param>
    private void Aim(FeedEntry entry, List<ViewFeed> gone)
    {
        if (entry.Next is { } obsolete && obsolete.Link != _wanted)
        {
            gone.Add(obsolete);
            entry.Next = null;
        }

        if (entry.Feed.Link == _wanted || entry.Next is not null)
            return;
        if (entry.Feed.Link.Connection is null || _wanted.Connection is null)
        {
            // Nothing to keep, or nothing to wait for.
            var only = NewFeed(entry.Feed.Scope, _wanted);
            gone.Add(entry.Show(only));
            _toStart.Writer.TryWrite(only);
            return;
        }

        var next = NewFeed(entry.Feed.Scope, _wanted, entry.Feed);
        entry.Next = next;
        _toStart.Writer.TryWrite(next);
        _ = MoveAsync(entry, next);
    }

    private async Task MoveAsync(FeedEntry entry, ViewFeed next)
    {
        await next.Ready;
        ViewFeed before;
        lock (_gate)
        {
            if (entry.Next != next)
                return;
            before = entry.Show(next);
            _inForce = next.Link;
        }

        before.LetGo();
    }

    private ConnectionChange? Change()
    {
        lock (_gate)
        {
            ViewFeed[] coming = [.. _entries.Values.Select(entry => entry.Next).OfType<ViewFeed>()];
            if (coming.Length == 0)
                return null;
            var from = _entries.Values.First(entry => entry.Next is not null).Feed.Link.Connection;
            var account = _wanted.Account.Info();
            var status = Array.Find(coming, feed => feed.Status.Frozen)?.Status;
            return new(
                HostOf(from), HostOf(_wanted.Connection), coming.Length, account.Trouble ?? status?.Reason, account.Blocked,
                account.NextAttemptAt ?? status?.NextAttemptAt);
        }
    }

    private static string HostOf(UpstreamConnection? connection) => connection?.BaseUrl.Authority ?? "";
}
