using System.Security.Cryptography;
using System.Text;

namespace DispatchMap.Simulator.Auth;

/// <summary>The token server's memory: one token at a time, handed out again and again until it runs out.</summary>
internal sealed class AccessTokens(SimulatorOptions options, SimulatorCounters counters, TimeProvider time)
{
    private readonly Lock _gate = new();
    private (string Id, string Secret) _client = (options.ClientId, options.ClientSecret);
    private string? _token;
    private DateTimeOffset _expiresAt;

    public bool Knows(string id, string secret)
    {
        lock (_gate)
            return Same(id, _client.Id) & Same(secret, _client.Secret);
    }

    /// <summary>The token in force and the whole seconds it has left, down to 0.</summary>
    public (string Token, long ExpiresIn) Issue()
    {
        string? issued = null;
        try
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                if (_token is null || now >= _expiresAt)
                {
                    _token = Guid.NewGuid().ToString();
                    _expiresAt = now + options.TokenLifetime;
                    issued = _token;
                }

                return (_token, (long)(_expiresAt - now).TotalSeconds);
            }
        }
        finally
        {
            if (issued is not null)
                counters.TokenIssued(issued);
        }
    }

    public bool IsValid(string token)
    {
        lock (_gate)
            return _token is not null && Same(token, _token) && time.GetUtcNow() < _expiresAt;
    }

    /// <summary>Forgets the token: its next use is refused, the next request brings another.</summary>
    public void Withdraw()
    {
        lock (_gate)
            _token = null;
    }

    public void Expire()
    {
        lock (_gate)
            _expiresAt = time.GetUtcNow();
    }

    public void ReplaceClient(string id, string secret)
    {
        lock (_gate)
            (_client, _token) = ((id, secret), null);
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
