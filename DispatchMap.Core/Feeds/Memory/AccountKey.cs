using System.Security.Cryptography;
using System.Text;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>Names an account in the store.</summary>
internal static class AccountKey
{
    /// <summary>
    /// 32 hexadecimal digits, the same in every release: a hash of the address and the client id, without the secret, so that a
    /// renewed secret finds the fleet again.
    /// </summary>
    public static string Of(UpstreamConnection connection)
    {
        var text = $"{connection.BaseUrl.AbsoluteUri.TrimEnd('/')}\n{connection.ClientId}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
