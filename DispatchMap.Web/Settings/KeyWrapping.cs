using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;

namespace DispatchMap.Web.Settings;

/// <summary>
/// Encrypts the keys in the database with a certificate, so that the database alone gives no secret away. Older
/// certificates may stand beside it for the keys that they encrypted.
/// </summary>
internal static class KeyWrapping
{
    public const string Section = "DispatchMap:DataProtection";

    /// <summary>A PKCS#12 file with a private key.</summary>
    public const string PathKey = Section + ":CertificatePath";

    public const string PasswordKey = Section + ":CertificatePassword";

    /// <summary>A list of certificates that only decrypt, each with <c>Path</c> and <c>Password</c>.</summary>
    public const string OlderKey = Section + ":OlderCertificates";

    public static void AddKeyWrapping(this IServiceCollection services, IConfiguration configuration)
    {
        var keys = services.AddDataProtection();
        if (!string.IsNullOrEmpty(configuration[PathKey]))
            keys.ProtectKeysWithCertificate(Load(configuration, PathKey, PasswordKey));
        X509Certificate2[] older =
        [
            .. configuration.GetSection(OlderKey).GetChildren().Select(entry => Load(configuration, entry.Path + ":Path", entry.Path + ":Password")),
        ];
        if (older.Length > 0)
            keys.UnprotectKeysWithAnyCertificate(older);
    }

    private static X509Certificate2 Load(IConfiguration configuration, string pathKey, string passwordKey)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509CertificateLoader.LoadPkcs12FromFile(configuration[pathKey] ?? "", configuration[passwordKey]);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The fault's own message may quote the path.
            throw new InvalidOperationException(
                $"{pathKey} must name a readable PKCS#12 file (.pfx, .p12), and {passwordKey} hold its password.");
        }

        if (certificate.HasPrivateKey)
            return certificate;
        certificate.Dispose();
        throw new InvalidOperationException($"{pathKey} names a certificate without its private key, which cannot decrypt anything.");
    }
}
