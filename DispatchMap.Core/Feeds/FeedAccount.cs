using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// What all feeds of an account share. When the vendor is in trouble one of them tries, after a wait that grows, and the others
/// wait for what comes of it; when it is over they follow one after the other. How many streams there may be, its places know.
/// </summary>
internal sealed class FeedAccount(FeedTools tools, RequestBudget? budget, StreamPlaces places)
{
    private readonly Lock _gate = new();
    private readonly HashSet<AccountSeat> _seats = [];
    private readonly Backoff _backoff = tools.NewBackoff();
    private TaskCompletionSource _changed = NewSignal();
    private UpstreamException? _trouble;
    private AccountSeat? _probe;
    private DateTimeOffset _least;
    private DateTimeOffset _until;
    private bool _barsLists;
    private int _recoveries;

    /// <summary>Whether no stream may be opened beside those that are open.</summary>
    public bool IsFull => places.IsFull;

    /// <summary>Whether the account is in trouble.</summary>
    public bool IsInTrouble
    {
        get
        {
            lock (_gate)
                return _trouble is not null;
        }
    }

    /// <summary>Whether requests wait for the budget.</summary>
    public bool IsThrottled => budget?.Waiting > 0;

    public AccountInfo Info()
    {
        var streams = places.Counts;
        lock (_gate)
        {
            return new(
                budget is null ? null : new(budget.Left, budget.Limit, budget.Window),
                budget?.Waiting ?? 0,
                _trouble?.Message,
                _trouble is { NeedsAdmin: true },
                _trouble is not null && _probe is null ? _until : null,
                streams.Open,
                streams.Limit);
        }
    }

    /// <summary>
    /// Waits until the seat may ask the vendor: at once when all is well. Afterwards it owes a <see cref="Succeeded"/>, a
    /// <see cref="Failed"/> or a <see cref="Leave"/>.
    /// </summary>
    /// <param name="heldUp">Called with the trouble that it has to wait for.</param>
    public async Task TurnAsync(AccountSeat seat, Action<UpstreamException> heldUp, CancellationToken cancellationToken)
    {
        UpstreamException? told = null;
        while (true)
        {
            UpstreamException? trouble;
            TimeSpan wait;
            Task changed;
            lock (_gate)
            {
                _seats.Add(seat);
                if (MayAsk(seat, out wait))
                {
                    seat.AskedAfter = _recoveries;
                    return;
                }

                trouble = seat.IsHeldUp ? _trouble : null;
                changed = _changed.Task;
            }

            if (trouble is not null && trouble != told)
                heldUp(told = trouble);
            await changed.WaitAsync(wait, tools.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The vendor gave the seat what it asked for.</summary>
    public void Succeeded(AccountSeat seat)
    {
        lock (_gate)
        {
            seat.IsHeldUp = false;
            if (seat.Streams || _probe == seat)
                Recover();
            if (!seat.Streams)
                return;

            places.Opened(seat);

            // Whoever left this seat its place while it was between two streams may see now whether there is another.
            Signal();
        }
    }

    /// <summary>The vendor did not.</summary>
    /// <param name="failure">Null for a fault of ours.</param>
    /// <returns>What that means for the seat.</returns>
    public StreamEnd Failed(AccountSeat seat, UpstreamException? failure)
    {
        lock (_gate)
        {
            if (failure is null || !ConcernsAll(seat, failure) || seat.AskedAfter != _recoveries)
            {
                // Whatever it was, it was an answer; or one to a question from before the trouble was over.
                if (_probe == seat)
                    Recover();
                return NotOpened(seat, failure is null ? StreamEnd.Fault : StreamEnd.Of(failure));
            }

            seat.IsHeldUp = true;
            _barsLists |= !seat.Streams || IsOfTheAccount(failure);
            var least = tools.Time.GetUtcNow() + RetryAfter.Of(failure);
            if (_trouble is null || _probe == seat)
            {
                var wait = failure.NeedsAdmin ? tools.Options.BlockedProbe : _backoff.Next();
                var until = tools.Time.GetUtcNow() + wait;
                (_trouble, _probe, _least, _until) = (failure, null, least, until > least ? until : least);
                Signal();
            }
            else if (least > _least)
            {
                // Another that had asked before the trouble was known: it counts once, but the vendor's wish holds.
                (_least, _until) = (least, _until > least ? _until : least);
            }

            return NotOpened(seat, StreamEnd.Of(failure) with { IsHeldUp = true });
        }
    }

    /// <inheritdoc cref="StreamPlaces.Opening"/>
    public StreamEnd? Opening(AccountSeat seat)
    {
        lock (_gate)
        {
            var standby = places.Opening(seat);
            if (standby is null)
            {
                seat.AskedAfter = _recoveries;
                return null;
            }

            if (_probe == seat)
                _probe = null;
            Signal();
            return standby;
        }
    }

    /// <inheritdoc cref="StreamPlaces.RefusedBeside"/>
    public void RefusedBeside() => places.RefusedBeside();

    /// <inheritdoc cref="StreamPlaces.Ended"/>
    public StreamEnd Ended(AccountSeat seat, StreamEnd end, bool cutShort)
    {
        lock (_gate)
        {
            end = places.Ended(seat, end, cutShort);
            if (end.IsStandby)
                Signal();
            return end;
        }
    }

    /// <summary>Data flowed for a while: the next trouble is a new one.</summary>
    public void Flowed()
    {
        lock (_gate)
        {
            if (_trouble is null)
                _backoff.Reset();
        }
    }

    /// <summary>Cuts the present wait short, but for what the vendor asked for.</summary>
    /// <param name="seat">Who is to try then, if it waits for a stream of its own.</param>
    public void Cut(AccountSeat? seat = null)
    {
        lock (_gate)
        {
            var now = tools.Time.GetUtcNow();
            _until = now > _least ? now : _least;
            if (seat is not null)
                places.Cut(seat);
            Signal();
        }
    }

    /// <summary>The seat will not ask any more.</summary>
    public void Leave(AccountSeat seat)
    {
        IReadOnlyList<AccountSeat> others;
        lock (_gate)
        {
            if (!_seats.Remove(seat))
                return;
            seat.IsHeldUp = false;
            seat.TurnAt = null;
            if (_probe == seat)
                _probe = null;
            others = places.Leave(seat);
            Signal();
        }

        // Its streams are shared with those who use the account by other credentials.
        foreach (var account in others.Select(other => other.Account).Where(account => account != this).Distinct())
            account.Wake();
    }

    private bool MayAsk(AccountSeat seat, out TimeSpan wait)
    {
        var now = tools.Time.GetUtcNow();
        wait = Timeout.InfiniteTimeSpan;
        seat.TurnAt = null;
        seat.IsHeldUp = _trouble is not null && (seat.Streams || _barsLists);
        if (seat.IsHeldUp)
        {
            if (_probe is null && now >= _until)
            {
                _probe = seat;
                return true;
            }

            if (_probe is null)
                (seat.TurnAt, wait) = (_until, _until - now);
            return false;
        }

        if (seat.ReleaseAt > now)
        {
            (seat.TurnAt, wait) = (seat.ReleaseAt, seat.ReleaseAt - now);
            return false;
        }

        return !seat.Streams || places.MayAsk(seat);
    }

    private void Recover()
    {
        _probe = null;
        if (_trouble is null)
            return;

        (_trouble, _barsLists) = (null, false);
        _recoveries++;
        var now = tools.Time.GetUtcNow();
        var before = 0;
        foreach (var seat in _seats.Where(seat => seat.IsHeldUp))
        {
            seat.IsHeldUp = false;
            seat.ReleaseAt = now + before++ * tools.Options.FollowerStep * tools.Random();
            seat.Wait.Cut();
        }

        Signal();
    }

    private StreamEnd NotOpened(AccountSeat seat, StreamEnd end)
    {
        if (!seat.Streams)
            return end;
        end = places.NotOpened(seat, end);
        if (end.IsStandby)
            Signal();
        return end;
    }

    /// <summary>A failure to open a stream is everybody's unless it was the request that was refused; lists have end points of their own.</summary>
    private static bool ConcernsAll(AccountSeat seat, UpstreamException failure) => seat.Streams
        ? failure.Failure is not (UpstreamFailure.Refused or UpstreamFailure.Forbidden)
        : failure.Failure == UpstreamFailure.Unreachable || IsOfTheAccount(failure);

    private static bool IsOfTheAccount(UpstreamException failure) =>
        failure.NeedsAdmin || failure.Failure is UpstreamFailure.Unauthorized or UpstreamFailure.RateLimited;

    private void Wake()
    {
        lock (_gate)
            Signal();
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
