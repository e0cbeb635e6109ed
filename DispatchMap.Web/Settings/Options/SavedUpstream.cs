using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Settings.Sections;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Settings.Options;

/// <summary>The saved connection among the upstream's options.</summary>
internal sealed class SavedUpstream(
    SettingsStore store, SettingsSecrets secrets, IConfiguration configuration,
    IEnumerable<IValidateOptions<UpstreamOptions>> validators, ILogger<SavedUpstream> logger)
    : SavedOptions<UpstreamOptions, SavedConnection>(store, SettingsKeys.Connection, configuration, UpstreamOptions.Section, validators, logger)
{
    public const string LostSecret = "The saved client secret cannot be read any more: its key is lost. Enter it again.";

    private volatile OpenedSecret? _opened;

    /// <summary>Whether the saved secret is of no use any more.</summary>
    public bool IsSecretLost => Trouble == LostSecret;

    /// <summary>
    /// A secret that configuration sets goes only where configuration says: the base address is not for the page then,
    /// or whoever may change it could have the secret sent to a server of theirs.
    /// </summary>
    public override string? LockOf(string option) => base.LockOf(option)
        ?? (option == nameof(UpstreamOptions.BaseUrl) ? base.LockOf(nameof(UpstreamOptions.ClientSecret)) : null);

    /// <summary>The server that a secret for this base address is meant for; null when it is no address.</summary>
    public static string? ServerOf(string? baseUrl) =>
        Uri.TryCreate(baseUrl, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null;

    protected override string? Prepare(SavedConnection saved)
    {
        if (saved.ProtectedSecret is not { } text || Configured(nameof(UpstreamOptions.ClientSecret)) is not null || _opened?.Of == text)
            return null;
        if (secrets.Open(text) is not { } secret)
            return LostSecret;
        _opened = new(text, secret);
        return null;
    }

    protected override void Apply(SavedConnection saved, UpstreamOptions options)
    {
        if (saved.BaseUrl is { } address && Configured(nameof(UpstreamOptions.ClientSecret)) is null)
            options.BaseUrl = address;
        if (saved.ClientId is { } id)
            options.ClientId = id;
        if (saved.ProtectedSecret is { } text && saved.SecretFor == ServerOf(Configured(nameof(UpstreamOptions.BaseUrl)) ?? options.BaseUrl))
            options.ClientSecret = _opened is { } opened && opened.Of == text ? opened.Secret : null;
    }

    private sealed record OpenedSecret(string Of, Secret Secret);
}
