using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>Registers the memory of last known positions.</summary>
public static class MemoryServices
{
    /// <summary>Makes feeds and groups remember, in the registered <see cref="ILastPositions"/>; somebody has to call <see cref="PositionKeeper.RunAsync"/>.</summary>
    public static IServiceCollection AddPositionMemory(this IServiceCollection services)
    {
        services.AddSingleton<PositionKeeper>();
        return services;
    }
}
