using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Settings;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace DispatchMap.Web.Settings.About;

/// <summary>How the keys are doing that cookies and secrets are encrypted with.</summary>
internal sealed class KeyRingState(IKeyManager keys, IConfiguration configuration)
{
    /// <summary>Whether a certificate encrypts the keys themselves.</summary>
    public bool IsWrapped { get; } = !string.IsNullOrEmpty(configuration[KeyWrapping.PathKey]);

    /// <returns>How many keys there are, and until when the newest is used; null while the database does not answer.</returns>
    public Task<(int Count, DateTimeOffset? Until)?> ReadAsync(CancellationToken cancellationToken) => Task.Run<(int, DateTimeOffset?)?>(
        () =>
        {
            try
            {
                var all = keys.GetAllKeys();
                return (all.Count, all.Count == 0 ? null : all.Max(key => key.ExpirationDate));
            }
            catch (StoreException)
            {
                return null;
            }
        },
        cancellationToken);
}
