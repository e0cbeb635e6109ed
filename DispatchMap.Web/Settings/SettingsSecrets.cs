using System.Security.Cryptography;
using DispatchMap.Core.Feeds.Memory;
using Microsoft.AspNetCore.DataProtection;
using Secret = DispatchMap.Core.Secret;

namespace DispatchMap.Web.Settings;

/// <summary>Encrypts the secrets among the settings. It may ask the database for keys and wait for it: not for a page's own thread.</summary>
internal sealed partial class SettingsSecrets(IDataProtectionProvider protection, ILogger<SettingsSecrets> logger)
{
    private readonly IDataProtector _protector = protection.CreateProtector("DispatchMap.Settings.Secrets.v1");

    /// <exception cref="StoreException">The keys cannot be read now.</exception>
    public string Protect(Secret secret)
    {
        try
        {
            return _protector.Protect(secret.Reveal());
        }
        catch (CryptographicException fault)
        {
            throw Unreadable(fault) ?? new StoreException("The secret cannot be encrypted: the keys for it cannot be used. The log says more.");
        }
    }

    /// <returns>Null when the key is lost: the secret must be entered again.</returns>
    /// <exception cref="StoreException">The keys cannot be read now.</exception>
    public Secret? Open(string text)
    {
        try
        {
            return new(_protector.Unprotect(text));
        }
        catch (CryptographicException fault)
        {
            if (Unreadable(fault) is { } store)
                throw store;
            Log.Lost(logger);
            return null;
        }
    }

    /// <summary>The framework makes every fault one of its own, and a database that does not answer is no lost key.</summary>
    private static StoreException? Unreadable(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is StoreException store)
                return store;
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A saved secret cannot be read because the key that it was encrypted with is lost; enter it again on the settings page")]
        public static partial void Lost(ILogger logger);
    }
}
