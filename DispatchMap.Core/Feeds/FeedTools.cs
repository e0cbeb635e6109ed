using Microsoft.Extensions.Logging;

namespace DispatchMap.Core.Feeds;

/// <summary>What every part of a feed needs.</summary>
/// <param name="Random">A number from 0 up to but not including 1; from any thread.</param>
internal sealed record FeedTools(FeedOptions Options, TimeProvider Time, Func<double> Random, ILogger Logger)
{
    public Backoff NewBackoff() => new(Options.BackoffFirst, Options.BackoffMax, Random);
}
