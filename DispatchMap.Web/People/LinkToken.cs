using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DispatchMap.Web.People;

/// <summary>What makes a link worth something. Only its hash is kept.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;

    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256: the token is as random as the hash, so it needs neither salt nor slowness.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
