using DispatchMap.Core.Feeds;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Feeds;
using DispatchMap.Web.Storage;

namespace DispatchMap.Web.Hosting;

/// <summary>Which fleet it is: the configured account's, or the simulated one.</summary>
internal static class UpstreamHosting
{
    public static void AddUpstream(this IServiceCollection services, DemoMode demo)
    {
        services.AddSingleton(demo);
        services.AddSingleton(TimeProvider.System);
        if (demo.On)
        {
            // Before the feeds: hosted services start in this order, and feeds want somebody to talk to.
            services.AddSingleton<DemoUpstream>();
            services.AddSingleton<IUpstreamConnectionSource>(all => all.GetRequiredService<DemoUpstream>());
            services.AddHostedService(all => all.GetRequiredService<DemoUpstream>());
        }
        services.AddMyCarTracks();
        if (!demo.On)
        {
            // Invented vehicles are not worth remembering.
            services.AddPositionMemory();
            services.AddHostedService<MemoryHost>();
        }
        services.AddFeeds();
        services.AddHostedService<FeedHost>();
    }
}
