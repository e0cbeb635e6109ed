using DispatchMap.Core.Feeds;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class BackoffTests
{
    [Fact]
    public void Next_ManyAttempts_StaysWithinDoublingLimitsAndTheCap()
    {
        var random = new Random(3);
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), random.NextDouble);
        for (var round = 0; round < 50; round++)
        {
            for (var attempt = 0; attempt < 40; attempt++)
                Assert.InRange(backoff.Next().TotalSeconds, 0, Math.Min(60, Math.Pow(2, attempt)));
            backoff.Reset();
        }
    }
}
