using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Maps;
using DispatchMap.Web.Settings.About;
using DispatchMap.Web.Settings.Forms;
using DispatchMap.Web.Settings.Options;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Settings;

/// <summary>What admins set on the settings pages.</summary>
internal static class SettingsHosting
{
    /// <summary>Before all that binds options to configuration, which has the last word, and before the feeds, which use them.</summary>
    /// <exception cref="InvalidOperationException">A certificate for the keys cannot be used; the message names its configuration key.</exception>
    public static void AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddKeyWrapping(configuration);
        services.AddSingleton<SettingsStore>();
        services.AddSingleton<SettingsSecrets>();
        services.AddSaved<UpstreamOptions, SavedUpstream>();
        services.AddSaved<StreamDefaults, SavedStreamDefaults>();
        services.AddSaved<FreshnessOptions, SavedFreshnessOptions>();
        services.AddSaved<BaseMapOptions, SavedMapOptions>();
        services.AddOptions<StreamDefaults>().BindConfiguration(StreamDefaults.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<SettingsWatch>();
        services.AddScoped<AdminActor>();
        services.AddScoped<ConnectionForm>();
        services.AddScoped<ConnectionTrial>();
        services.AddScoped<FreshnessForm>();
        services.AddScoped<MapForm>();
        services.AddSingleton<KeyRingState>();
    }

    private static void AddSaved<TOptions, TSaved>(this IServiceCollection services)
        where TOptions : class
        where TSaved : class, IConfigureOptions<TOptions>, IOptionsChangeTokenSource<TOptions>, ISavedOptions
    {
        services.AddSingleton<TSaved>();
        services.AddSingleton<IConfigureOptions<TOptions>>(all => all.GetRequiredService<TSaved>());
        services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(all => all.GetRequiredService<TSaved>());
        services.AddSingleton<ISavedOptions>(all => all.GetRequiredService<TSaved>());
    }
}
