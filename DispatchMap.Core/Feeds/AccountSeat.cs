using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>One who asks the vendor on behalf of an account: a feed's stream or its seeding.</summary>
/// <param name="streams">Whether it opens streams; otherwise it reads lists.</param>
/// <param name="wait">Its own wait, cut short when what it waits for is over.</param>
internal sealed class AccountSeat(FeedAccount account, bool streams, RetryWait wait)
{
    private long _turnAt;
    private long _releaseAt;

    public bool Streams { get; } = streams;

    public RetryWait Wait { get; } = wait;

    /// <summary>Whether it waits because the account is in trouble. Guarded by the account.</summary>
    public bool IsHeldUp { get; set; }

    /// <summary>After how many recoveries of the account it asked the vendor the last time. Guarded by the account.</summary>
    public int AskedAfter { get; set; }

    /// <summary>Whether it waits for another's stream to end. Guarded by the places, like the four that follow.</summary>
    public bool IsStandby { get; set; }

    /// <summary>Whether it has done without a stream since others had all of them.</summary>
    public bool IsLeftOut { get; set; }

    /// <summary>Whether it is opening a stream.</summary>
    public bool IsOpening { get; set; }

    /// <summary>Whether its stream is open.</summary>
    public bool HasStream { get; set; }

    /// <summary>Whether one of the streams that the vendor allows is meant for it, even while it is between two.</summary>
    public bool HoldsPlace { get; set; }

    /// <summary>Until when it holds back after trouble, so that not all come at once.</summary>
    public DateTimeOffset ReleaseAt
    {
        get => new(Interlocked.Read(ref _releaseAt), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _releaseAt, value.UtcTicks);
    }

    /// <summary>When its turn comes, by our clock; null when it does not wait for one or nobody knows.</summary>
    public DateTimeOffset? TurnAt
    {
        get => Interlocked.Read(ref _turnAt) is not 0 and var at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
        set => Interlocked.Exchange(ref _turnAt, value?.UtcTicks ?? 0);
    }

    public FeedAccount Account => account;

    /// <inheritdoc cref="FeedAccount.TurnAsync"/>
    public Task TurnAsync(Action<UpstreamException> heldUp, CancellationToken cancellationToken) =>
        account.TurnAsync(this, heldUp, cancellationToken);

    public void Leave() => account.Leave(this);
}
