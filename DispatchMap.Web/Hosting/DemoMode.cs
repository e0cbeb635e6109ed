using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Web.Hosting;

/// <summary>Whether this process shows the simulated fleet instead of a real one.</summary>
internal sealed record DemoMode(bool On)
{
    /// <summary>The configuration key.</summary>
    public const string Key = "DispatchMap:Demo";

    public static DemoMode Read(IConfiguration configuration, IHostEnvironment environment) => Decide(
        configuration.GetValue<bool?>(Key),
        environment.IsDevelopment(),
        hasCredentials: !string.IsNullOrEmpty(configuration[$"{UpstreamOptions.Section}:{nameof(UpstreamOptions.ClientId)}"]));

    /// <summary>
    /// Said explicitly, it holds, credentials or not. Unsaid, it is on for a developer who has no credentials yet, and
    /// nowhere else: a production server must never show invented vehicles by mistake.
    /// </summary>
    /// <param name="wish">What <see cref="Key"/> says; null when it says nothing.</param>
    public static DemoMode Decide(bool? wish, bool development, bool hasCredentials) => new(wish ?? (development && !hasCredentials));
}
