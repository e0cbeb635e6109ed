using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DispatchMap.Web.Entry;

/// <summary>
/// What proves that whoever sets up the first admin also sees the program's console. It exists while there is no admin, and
/// only in memory.
/// </summary>
internal sealed class SetupToken
{
    private byte[]? _token;

    /// <summary>Whether the first admin is still to be set up.</summary>
    public bool IsOpen => Volatile.Read(ref _token) is not null;

    /// <summary>Makes the token up and returns it, for the console.</summary>
    public string Open()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        Volatile.Write(ref _token, Encoding.UTF8.GetBytes(token));
        return token;
    }

    public bool Matches(string? token) =>
        Volatile.Read(ref _token) is { } right && CryptographicOperations.FixedTimeEquals(right, Encoding.UTF8.GetBytes(token ?? ""));

    public void Close() => Volatile.Write(ref _token, null);
}
