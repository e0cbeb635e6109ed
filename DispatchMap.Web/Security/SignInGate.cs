using System.Net;

namespace DispatchMap.Web.Security;

/// <summary>
/// Slows guessing of passwords and codes down without letting anybody lock somebody else out. Three things are counted: an
/// address, an account from one address, and an account from all addresses that it has not signed in from lately. The first
/// two stop one guesser; the third stops many who share the work, and does not touch whoever comes from where he always does.
/// </summary>
/// <remarks>
/// Nothing here is about whether the account exists: unknown names are counted like known ones. It lives in memory: a restart
/// forgives, which is no gain to a guesser who cannot cause one.
/// </remarks>
internal sealed class SignInGate(TimeProvider time)
{
    private const int MostKeys = 50_000;
    private const int MostPlaces = 20_000;

    private static readonly TimeSpan PlaceLasts = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private readonly Attempts _byAddress = new(30, TimeSpan.FromSeconds(6), MostKeys, time);
    private readonly Attempts _byPair = new(5, TimeSpan.FromMinutes(1), MostKeys, time);
    private readonly Attempts _byAccount = new(50, TimeSpan.FromMinutes(1), MostKeys, time);
    private readonly Dictionary<string, DateTimeOffset> _places = new(StringComparer.Ordinal);

    /// <summary>Asks for one attempt, before the password is looked at. What is refused costs nothing.</summary>
    /// <param name="account">The name as typed; or another name for what is guessed, such as the user's id for a second factor.</param>
    /// <returns>Zero: go on. Otherwise the time after which it makes sense to try again.</returns>
    public TimeSpan Enter(string account, IPAddress? address)
    {
        var (name, place, pair) = Keys(account, address);
        lock (_lock)
        {
            TimeSpan[] waits = [_byAddress.Wait(place), _byPair.Wait(pair), IsHome(pair) ? TimeSpan.Zero : _byAccount.Wait(name)];
            if (waits.Max() is var wait && wait > TimeSpan.Zero)
                return wait;
            _byAddress.Spend(place);
            _byPair.Spend(pair);
            if (!IsHome(pair))
                _byAccount.Spend(name);
            return TimeSpan.Zero;
        }
    }

    /// <summary>The attempt was right: it was no guess, and this account signs in from here.</summary>
    public void Succeeded(string account, IPAddress? address)
    {
        var (name, place, pair) = Keys(account, address);
        lock (_lock)
        {
            _byAddress.GiveBack(place);
            _byPair.Clear(pair);
            if (!IsHome(pair))
                _byAccount.GiveBack(name);
            if (_places.Count >= MostPlaces)
                _places.Remove(_places.MinBy(known => known.Value).Key);
            _places[pair] = time.GetUtcNow();
        }
    }

    private bool IsHome(string pair) => _places.TryGetValue(pair, out var since) && time.GetUtcNow() - since < PlaceLasts;

    private static (string Name, string Place, string Pair) Keys(string account, IPAddress? address)
    {
        var name = account.Trim().ToUpperInvariant();
        name = name.Length > 256 ? name[..256] : name;
        var place = ClientAddress.Key(address);
        return (name, place, $"{place} {name}");
    }
}
