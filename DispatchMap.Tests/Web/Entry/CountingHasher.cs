using DispatchMap.Web.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DispatchMap.Tests.Web.Entry;

/// <summary>Hashes as the framework does, only quicker, and counts how often somebody's password was looked at.</summary>
internal sealed class CountingHasher : IPasswordHasher<User>
{
    private readonly PasswordHasher<User> _inner = new(Options.Create(new PasswordHasherOptions { IterationCount = 10 }));
    private int _verifications;

    public int Verifications => Volatile.Read(ref _verifications);

    public string HashPassword(User user, string password) => _inner.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _verifications);
        return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
