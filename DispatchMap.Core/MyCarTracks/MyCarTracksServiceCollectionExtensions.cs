using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Stream;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks;

/// <summary>Registers the upstream side.</summary>
public static class MyCarTracksServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IMyCarTracksClients"/> and <see cref="IConnectionCheck"/>, configured by section
    /// <see cref="UpstreamOptions.Section"/>. An <see cref="IUpstreamConnectionSource"/> registered before stays in charge.
    /// </summary>
    public static IServiceCollection AddMyCarTracks(this IServiceCollection services)
    {
        services.AddOptions<UpstreamOptions>().BindConfiguration(UpstreamOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UpstreamOptions>, UpstreamOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IUpstreamConnectionSource, ConfiguredConnectionSource>();
        UpstreamHttp.Register(services);
        services.AddSingleton<UpstreamPolicy>();
        services.AddSingleton<UpstreamHttp>();
        services.TryAddSingleton<RequestBudgets>();
        services.AddSingleton<RestClient>();
        services.AddSingleton<PagedReader>();
        services.AddSingleton<UpstreamLists>();
        services.AddSingleton<StreamConnector>();
        services.AddSingleton<IMyCarTracksClients, MyCarTracksClients>();
        services.AddSingleton<IConnectionCheck, ConnectionCheck>();
        return services;
    }
}
