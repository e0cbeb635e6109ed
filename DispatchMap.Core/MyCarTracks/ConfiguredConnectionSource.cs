using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks;

/// <summary>The connection that configuration describes; null while it holds no credentials.</summary>
internal sealed class ConfiguredConnectionSource(IOptions<UpstreamOptions> options) : IUpstreamConnectionSource
{
    public event Action? Changed
    {
        // What configuration says stays until the program ends.
        add { }
        remove { }
    }

    public UpstreamConnection? Current { get; } = Read(options.Value);

    private static UpstreamConnection? Read(UpstreamOptions options)
    {
        if (string.IsNullOrEmpty(options.ClientId) || options.ClientSecret is not { } secret || secret.Reveal().Length == 0)
            return null;

        var baseUrl = new Uri(options.BaseUrl.TrimEnd('/'));
        var tokenUrl = string.IsNullOrEmpty(options.TokenUrl) ? UpstreamAddress.TokenUrlFor(baseUrl) : new Uri(options.TokenUrl);
        return new UpstreamConnection(baseUrl, tokenUrl, options.ClientId, secret, options.AllowInsecureLoopback);
    }
}
