using System.Net;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// How many streams the vendor allows an account at a time, as far as it has shown, and whom they are for. It may refuse one too
/// many, or close an earlier one when it opens.
/// </summary>
internal sealed class StreamPlaces(FeedTools tools)
{
    /// <summary>A stream that is cut short this soon after another was opened was displaced by it, as it seems.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromSeconds(2);

    /// <summary>How long it is believed that streams displace each other: trying costs one of them a moment.</summary>
    public static readonly TimeSpan Belief = TimeSpan.FromHours(1);

    /// <summary>Once may be chance, and twice is when <see cref="Belief"/> lies between.</summary>
    private const int Proof = 2;

    private readonly Lock _gate = new();
    private readonly HashSet<AccountSeat> _seats = [];
    private readonly StandbyLine _standby = new(tools);
    private readonly StreamCuts _cuts = new(tools.Time);
    private int? _limit;
    private bool _displaces;
    private int _displaced;
    private long _displacedAt;
    private AccountSeat? _newest;
    private long _newestAt;

    /// <summary>Whether no stream may be opened beside those that are open.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
                return Open >= Limit;
        }
    }

    /// <summary>Streams open now, and how many the vendor allows; null while it has not shown.</summary>
    public (int Open, int? Limit) Counts
    {
        get
        {
            lock (_gate)
                return (Open, Limit);
        }
    }

    /// <summary>Whether the seat may ask for a stream: the place of one that is between two streams is not taken from it.</summary>
    public bool MayAsk(AccountSeat seat)
    {
        lock (_gate)
        {
            _seats.Add(seat);
            return seat.HoldsPlace || Open >= Limit || !(Held >= Limit);
        }
    }

    /// <summary>The seat is about to open a stream; it owes <see cref="Opened"/> or <see cref="NotOpened"/>.</summary>
    /// <returns>Why it must not, because that would end another's; null when it may.</returns>
    public StreamEnd? Opening(AccountSeat seat)
    {
        lock (_gate)
        {
            if (_displaces && !seat.HoldsPlace && Held >= Limit)
                return StandBy(seat, new("standby", AllowsOnly(Limit.Value)));
            seat.IsOpening = true;
            return null;
        }
    }

    public void Opened(AccountSeat seat)
    {
        lock (_gate)
        {
            seat.IsOpening = seat.IsLeftOut = false;
            seat.HasStream = seat.HoldsPlace = true;
            (_newest, _newestAt) = (seat, tools.Time.GetTimestamp());
            _cuts.Opened();
            var isMore = Open > Limit;
            if (isMore)
                _limit = null;
            _standby.LetIn(seat, isMore);
        }
    }

    /// <returns>What the failure means for the seat.</returns>
    public StreamEnd NotOpened(AccountSeat seat, StreamEnd end)
    {
        lock (_gate)
        {
            seat.IsOpening = false;
            if (end.Failure is not { Failure: UpstreamFailure.Refused or UpstreamFailure.Forbidden } failure || seat.HasStream)
                return end;
            seat.HoldsPlace = false;
            if (Open is not (> 0 and var others))
                return end;

            // Only a conflict says clearly that it is not this scope that is refused.
            if (failure.Status == HttpStatusCode.Conflict)
                (_limit, _displaces) = (others, false);
            return StandBy(seat, end with
            {
                Reason = others >= Limit
                    ? AllowsOnly(others)
                    : $"The vendor refused another live stream while other views of this account have {Count(others)}; it may allow no more.",
            });
        }
    }

    /// <summary>The seat's next stream was refused beside its present one: from now on its streams end before the next begins.</summary>
    public void RefusedBeside()
    {
        lock (_gate)
            (_limit, _displaces) = (Math.Max(1, Open), false);
    }

    /// <summary>The seat's stream is over.</summary>
    /// <param name="cutShort">Whether the vendor closed it before its time, for no reason of its own.</param>
    /// <returns>What that means for the seat.</returns>
    public StreamEnd Ended(AccountSeat seat, StreamEnd end, bool cutShort)
    {
        lock (_gate)
        {
            if (!seat.HasStream)
                return end;
            seat.HasStream = false;
            if (!cutShort)
                return end;
            if (_cuts.AreTooMany(Opens))
                Doubt();
            else if (AnotherCame(seat))
                return Displaced(seat, end);
            return end;
        }
    }

    /// <inheritdoc cref="StandbyLine.Cut"/>
    public void Cut(AccountSeat seat)
    {
        lock (_gate)
            _standby.Cut(seat);
    }

    /// <summary>The seat wants no stream any more.</summary>
    /// <returns>Those who may have waited for its place.</returns>
    public IReadOnlyList<AccountSeat> Leave(AccountSeat seat)
    {
        lock (_gate)
        {
            if (!_seats.Remove(seat))
                return [];
            _standby.Leave(seat, freed: seat.HasStream || seat.HoldsPlace);
            seat.HasStream = seat.HoldsPlace = seat.IsOpening = seat.IsLeftOut = false;
            if (_newest == seat)
                _newest = null;
            return [.. _seats];
        }
    }

    private int Open => _seats.Count(seat => seat.HasStream);

    private int Opens => _seats.Count(seat => seat.IsOpening);

    private int Held => _seats.Count(seat => seat.HoldsPlace);

    private int? Limit => _displaces && tools.Time.GetElapsedTime(_displacedAt) > Belief ? null : _limit;

    private bool AnotherCame(AccountSeat seat) =>
        Opens > 0 || (_newest is not null && _newest != seat && _newest.HasStream && tools.Time.GetElapsedTime(_newestAt) <= Together);

    private StreamEnd Displaced(AccountSeat seat, StreamEnd end)
    {
        if (!_displaces && tools.Time.GetElapsedTime(_displacedAt) > Belief)
            _displaced = 0;
        _displacedAt = tools.Time.GetTimestamp();
        if (++_displaced < Proof)
            return end;
        (_limit, _displaces) = (Math.Max(1, Open + Opens), true);
        if (seat.IsOpening)
            return end; // By its own next one.
        seat.HoldsPlace = false;
        return StandBy(seat, end with { Reason = AllowsOnly(_limit.Value) });
    }

    /// <summary>The vendor closed many at once, so what seemed to be displaced just now was one of them.</summary>
    private void Doubt()
    {
        _displaced = 0;
        if (_displaces && tools.Time.GetElapsedTime(_displacedAt) <= Together)
            (_limit, _displaces) = (null, false);
    }

    private StreamEnd StandBy(AccountSeat seat, StreamEnd end)
    {
        seat.IsLeftOut = true;
        _standby.Add(seat, RetryAfter.Of(end.Failure));
        return end with { IsStandby = true };
    }

    private static string AllowsOnly(int streams) =>
        $"The vendor allows this account only {Count(streams)} at a time, and other views have {(streams == 1 ? "it" : "them")}. Positions are read now and then instead.";

    private static string Count(int streams) => streams == 1 ? "one live stream" : FormattableString.Invariant($"{streams} live streams");
}
