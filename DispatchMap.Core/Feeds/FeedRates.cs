namespace DispatchMap.Core.Feeds;

/// <summary>How fast a feed is at present.</summary>
/// <param name="EventsPerSecond">Stream messages but for heartbeats and greetings, over the last minute.</param>
/// <param name="LagMedian">From recorded to received, over the last five minutes, within a tenth; null when no report came.</param>
/// <param name="LagP95">What 95 of 100 reports stayed below.</param>
public sealed record FeedRates(double EventsPerSecond = 0, TimeSpan? LagMedian = null, TimeSpan? LagP95 = null);
