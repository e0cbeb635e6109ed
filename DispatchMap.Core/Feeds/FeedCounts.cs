using System.Collections.Immutable;

namespace DispatchMap.Core.Feeds;

/// <summary>What a feed has counted since it began.</summary>
/// <param name="Events">Stream messages by kind.</param>
/// <param name="Rejected">Messages and statements left out, by reason: <c>older</c>, <c>duplicate</c>, <c>future</c>, the parser's words, …</param>
/// <param name="Reconnects">Streams lost, or not had, by reason.</param>
/// <param name="Seeds">Readings of the last positions by result: <c>complete</c>, <c>partial</c>, <c>failed</c>.</param>
/// <param name="Rotations">Streams replaced without a gap before they expired.</param>
public sealed record FeedCounts(
    ImmutableSortedDictionary<string, long> Events,
    ImmutableSortedDictionary<string, long> Rejected,
    ImmutableSortedDictionary<string, long> Reconnects,
    ImmutableSortedDictionary<string, long> Seeds,
    long Rotations);
