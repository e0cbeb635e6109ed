using DispatchMap.Core;
using DispatchMap.Core.Feeds;

namespace DispatchMap.Web.Settings.Forms;

/// <summary>What stands on the connection page.</summary>
/// <param name="NewSecret">Typed in place of the saved one; null leaves that.</param>
/// <param name="MinIntervalSeconds">Null while it is no number.</param>
public sealed record ConnectionDraft(
    string BaseUrl, string ClientId, Secret? NewSecret, int? MinIntervalSeconds, bool IncludeShared, StreamFields Fields)
{
    /// <summary>As it is meant: without what slipped in with copying.</summary>
    public ConnectionDraft Tidy() => this with
    {
        BaseUrl = BaseUrl.Trim().TrimEnd('/'),
        ClientId = ClientId.Trim(),
        NewSecret = NewSecret?.Reveal().Trim() is { Length: > 0 } secret ? new(secret) : null,
    };
}
