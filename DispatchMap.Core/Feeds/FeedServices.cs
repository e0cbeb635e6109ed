using System.Security.Cryptography;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.Feeds;

/// <summary>Registers the feeds.</summary>
public static class FeedServices
{
    /// <summary>
    /// Adds <see cref="IFeedDirectory"/>, <see cref="IFeedWatch"/>, <see cref="IGroupCatalog"/> and their <see cref="FeedDirectory"/>, configured by <c>DispatchMap:Feeds</c> and
    /// <c>DispatchMap:Freshness</c>. Needs what <c>AddMyCarTracks</c> adds, and somebody who
    /// calls <see cref="FeedDirectory.RunAsync"/>.
    /// </summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddOptions<FeedOptions>().BindConfiguration(FeedOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FreshnessOptions>().BindConfiguration(FreshnessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FeedMetrics>();
        services.TryAddSingleton<RequestBudgets>();
        services.TryAddSingleton(provider => new FeedDirectory(
            provider.GetRequiredService<IMyCarTracksClients>(),
            provider.GetRequiredService<IUpstreamConnectionSource>(),
            provider.GetRequiredService<RequestBudgets>(),
            provider.GetRequiredService<IOptions<FeedOptions>>(),
            provider.GetRequiredService<IOptionsMonitor<FreshnessOptions>>(),
            provider.GetRequiredService<FeedMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            // Waits of many feeds and processes must not agree, so nothing seeds them.
            () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue,
            provider.GetRequiredService<ILogger<FeedDirectory>>(),
            provider.GetService<PositionKeeper>()));
        services.TryAddSingleton<IFeedDirectory>(provider => provider.GetRequiredService<FeedDirectory>());
        services.TryAddSingleton<IGroupCatalog>(provider => provider.GetRequiredService<FeedDirectory>());
        services.TryAddSingleton<IFeedWatch>(provider => provider.GetRequiredService<FeedDirectory>());
        return services;
    }
}
