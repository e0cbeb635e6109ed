namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>
/// The access token of one connection: one request serves all who wait, and nobody who gives up waiting takes it from the
/// others. The vendor grants the same token again until it expires, with a shrinking lifetime; such a grant is kept until a
/// second after its end, so that renewing never loops.
/// </summary>
internal sealed class TokenCache(Func<CancellationToken, Task<TokenGrant>> request, TimeProvider time)
{
    private static readonly TimeSpan AssumedLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan MaxLead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private AccessToken? _token;
    private bool _rejected;
    private Task<AccessToken>? _flight;

    /// <summary>A token to use now. Throws <see cref="UpstreamException"/>.</summary>
    public async Task<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        Task<AccessToken> flight;
        lock (_lock)
        {
            if (_token is { } token && !_rejected && time.GetUtcNow() < token.RenewAt)
                return token;
            flight = _flight ??= Task.Run(RenewAsync, CancellationToken.None);
        }

        return await flight.WaitAsync(cancellationToken);
    }

    /// <summary>Says that a request with <paramref name="token"/> got 401. Old news about a token already replaced does nothing.</summary>
    public void Reject(AccessToken token)
    {
        lock (_lock)
        {
            if (ReferenceEquals(token, _token))
                _rejected = true;
        }
    }

    private async Task<AccessToken> RenewAsync()
    {
        var askedAt = time.GetUtcNow();
        try
        {
            // Nobody's cancellation: it serves all who wait. The attempt's own timeout bounds it.
            var grant = await request(CancellationToken.None);
            lock (_lock)
            {
                _token = Admit(grant, askedAt, _token);
                _rejected = false;
                return _token;
            }
        }
        catch (UpstreamException) when (StillGood() is not null)
        {
            lock (_lock)
                return _token = new AccessToken(_token!.Text, _token.ExpiresAt, time.GetUtcNow() + PauseAfterFailure);
        }
        finally
        {
            lock (_lock)
                _flight = null;
        }
    }

    /// <summary>The token that renewing early would have replaced, as long as it lives.</summary>
    private AccessToken? StillGood()
    {
        lock (_lock)
            return !_rejected && _token is { } token && time.GetUtcNow() < token.ExpiresAt ? token : null;
    }

    private static AccessToken Admit(TokenGrant grant, DateTimeOffset askedAt, AccessToken? previous)
    {
        var lifetime = grant.ExpiresIn ?? AssumedLifetime;
        lifetime = lifetime < TimeSpan.Zero ? TimeSpan.Zero : lifetime > MaxLifetime ? MaxLifetime : lifetime;
        var expiresAt = askedAt + lifetime;

        var lead = lifetime / 10 < MaxLead ? lifetime / 10 : MaxLead;
        var isSame = grant.Token.Equals(previous?.Text);
        var renewAt = isSame || lead < Grace ? expiresAt + Grace : expiresAt - lead;
        return new AccessToken(grant.Token, expiresAt, renewAt);
    }
}
