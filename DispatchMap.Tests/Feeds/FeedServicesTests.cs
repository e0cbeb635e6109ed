using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class FeedServicesTests
{
    [Fact]
    public void AddFeeds_OneDirectory_ServesAllNames()
    {
        using var services = Build();

        Assert.Same(services.GetRequiredService<FeedDirectory>(), services.GetRequiredService<IFeedDirectory>());
        Assert.Same(services.GetRequiredService<FeedDirectory>(), services.GetRequiredService<IGroupCatalog>());
        Assert.Equal(TimeSpan.FromMinutes(3), services.GetRequiredService<IOptions<FreshnessOptions>>().Value.Delayed);
    }

    [Theory]
    [InlineData("DispatchMap:Feeds:Linger", "-00:00:01")]
    [InlineData("DispatchMap:Feeds:BackoffMax", "00:00:00.5")]
    [InlineData("DispatchMap:Feeds:MaxVehicles", "0")]
    [InlineData("DispatchMap:Feeds:FollowerStep", "-00:00:01")]
    [InlineData("DispatchMap:Feeds:SecondStreamRetry", "00:00:00")]
    [InlineData("DispatchMap:Freshness:Live", "00:00:01")]
    [InlineData("DispatchMap:Freshness:LiveIntervals", "0")]
    public void AddFeeds_SettingOutOfRange_NamesItsKey(string key, string value)
    {
        using var services = Build((key, value));

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<FeedDirectory>);

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append(("DispatchMap:Freshness:Delayed", "00:03:00")).Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)));
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration.Build())
            .AddSingleton<IMyCarTracksClients>(new FakeMyCarTracksClient())
            .AddSingleton<IUpstreamConnectionSource>(new FakeConnectionSource())
            .AddFeeds()
            .BuildServiceProvider();
    }
}
