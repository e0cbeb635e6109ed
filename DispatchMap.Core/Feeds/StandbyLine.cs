namespace DispatchMap.Core.Feeds;

/// <summary>
/// Who waits because others of the account have all the streams that the vendor seems to allow. One of them at a time tries,
/// after pauses that grow, and each one that is let in brings two more: a vendor that allows more again has all of them within
/// moments, one that does not is asked once in a while. Guarded by the places.
/// </summary>
internal sealed class StandbyLine(FeedTools tools)
{
    private readonly List<AccountSeat> _line = [];
    private readonly HashSet<AccountSeat> _scouts = [];
    private readonly Backoff _pause = new(tools.Options.BackoffFirst, tools.Options.SecondStreamRetry, tools.Random);
    private DateTimeOffset _least;

    /// <summary>The seat was refused: it goes to the end of the line, as its scope may be refused for a reason of its own.</summary>
    /// <param name="least">How long the vendor wants to be left alone.</param>
    public void Add(AccountSeat seat, TimeSpan least)
    {
        _scouts.Remove(seat);
        if (!seat.IsStandby)
            _line.Add(seat);
        seat.IsStandby = true;
        var until = tools.Time.GetUtcNow() + least;
        _least = until > _least ? until : _least;
        if (_scouts.Count == 0)
            Send(1, _pause.Next());
    }

    /// <summary>The seat has a stream.</summary>
    /// <param name="isMore">Whether that is one more than was believed to be allowed.</param>
    public void LetIn(AccountSeat seat, bool isMore)
    {
        var scouted = _scouts.Remove(seat);
        Remove(seat);
        if (!scouted && !isMore)
            return;
        _pause.Reset();
        Send(2, TimeSpan.Zero);
    }

    /// <summary>The seat will not ask any more.</summary>
    /// <param name="freed">Whether it had one of the streams.</param>
    public void Leave(AccountSeat seat, bool freed)
    {
        var scouted = _scouts.Remove(seat);
        Remove(seat);
        foreach (var scout in _scouts.Where(_ => freed))
            Release(scout, TimeSpan.Zero);
        if (_scouts.Count == 0 && (freed || scouted))
            Send(1, TimeSpan.Zero);
    }

    /// <summary>A person wants the seat to try now.</summary>
    public void Cut(AccountSeat seat)
    {
        if (seat.IsStandby)
            Send(seat, TimeSpan.Zero);
        else if (_scouts.Contains(seat))
            Release(seat, TimeSpan.Zero);
    }

    private void Send(int count, TimeSpan after)
    {
        foreach (var seat in _line.Take(count).ToArray())
            Send(seat, after);
    }

    private void Send(AccountSeat seat, TimeSpan after)
    {
        Remove(seat);
        _scouts.Add(seat);
        Release(seat, after);
        seat.Wait.Cut();
    }

    private void Release(AccountSeat seat, TimeSpan after)
    {
        var at = tools.Time.GetUtcNow() + after;
        seat.ReleaseAt = at > _least ? at : _least;
    }

    private void Remove(AccountSeat seat)
    {
        if (seat.IsStandby)
            _line.Remove(seat);
        seat.IsStandby = false;
    }
}
