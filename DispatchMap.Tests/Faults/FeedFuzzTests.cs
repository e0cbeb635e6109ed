using System.Collections.Concurrent;
using CsCheck;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Feeds;
using Xunit;

namespace DispatchMap.Tests.Faults;

/// <summary>Whatever a socket says, the feed goes on, and what it did not understand changes nothing.</summary>
public sealed class FeedFuzzTests : IDisposable
{
    private readonly CountSignals _counts = new();
    private readonly ConcurrentBag<FuzzFeed> _feeds = [];

    public void Dispose()
    {
        foreach (var feed in _feeds)
            feed.Dispose();
        _counts.Dispose();
    }

    [Fact]
    public Task Feed_RandomBytes_GoesOnUnchanged() => CheckAsync(HostileMessages.Random, StreamEventKind.Invalid);

    [Fact]
    public Task Feed_TruncatedMessages_GoesOnUnchanged() => CheckAsync(HostileMessages.Truncated, StreamEventKind.Invalid);

    [Fact]
    public Task Feed_MutatedMessages_GoesOnSound() => CheckAsync(HostileMessages.Mutated);

    [Fact]
    public Task Feed_SplicedMessages_GoesOnSound() => CheckAsync(HostileMessages.Spliced);

    private Task CheckAsync(Gen<byte[]> messages, StreamEventKind? expected = null) => Gen.Select(messages, Gen.Int[1, 400]).SampleAsync(
        async (bytes, pieceBytes) =>
        {
            if (!_feeds.TryTake(out var feed))
                feed = new(new(_counts));
            var kind = await feed.TakeAsync(bytes, pieceBytes);
            _feeds.Add(feed);
            return expected is null || kind == expected;
        },
        iter: HostileMessages.Cases / 4);
}
