using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Security;

/// <summary>How many pages are open, in all and of whom. The newest is refused, never an older one ended.</summary>
internal sealed class CircuitCount(IOptionsMonitor<DoorOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byUser = new(StringComparer.Ordinal);

    public int Total { get; private set; }

    /// <summary>Of whom any is open.</summary>
    public int Users
    {
        get
        {
            lock (_lock)
                return _byUser.Count;
        }
    }

    /// <summary>Null: there was none left. To be disposed once, when the page has gone.</summary>
    public IDisposable? TryTake(string user)
    {
        var limits = options.CurrentValue;
        lock (_lock)
        {
            var open = _byUser.GetValueOrDefault(user);
            if (Total >= limits.MaxCircuits || open >= limits.MaxCircuitsPerUser)
                return null;
            _byUser[user] = open + 1;
            Total++;
        }
        return new Seat(this, user);
    }

    private void Release(string user)
    {
        lock (_lock)
        {
            Total--;
            if (--_byUser[user] == 0)
                _byUser.Remove(user);
        }
    }

    private sealed class Seat(CircuitCount count, string user) : IDisposable
    {
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
                count.Release(user);
        }
    }
}
