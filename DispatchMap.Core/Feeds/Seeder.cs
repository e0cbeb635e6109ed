using System.Threading.Channels;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// Reads the positions that no stream repeats: at the start and after every connect. A reading that fails, or ends early, is tried
/// again and never removes a vehicle.
/// </summary>
/// <param name="seeded">Called with the number of the request whose positions are in the fleet now, and whether they are all there are.</param>
/// <param name="done">Called when all that was asked for has been read, the vehicles without a position as well.</param>
internal sealed partial class Seeder(
    Scope scope, AccountLists lists, FeedIntake intake, FleetState fleet, VendorClock clock, FeedCounters counters, FeedTools tools,
    AccountSeat seat, Action<long, bool> seeded, Action<long> done, AccountMemory? memory = null)
{
    /// <summary>Some lists are never complete, such as one beyond the client's page limit.</summary>
    private const int MaxPartial = 3;

    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Backoff _backoff = tools.NewBackoff();
    private long _requested;
    private volatile ScopeFilter? _filter;

    /// <summary>Whom the last reading that was whole took in; null before the first.</summary>
    public ScopeFilter? Filter => _filter;

    /// <summary>When the next attempt is due, by our clock; null while there is nothing to wait for.</summary>
    public DateTimeOffset? NextAttemptAt => seat.Wait.Until ?? seat.TurnAt;

    /// <summary>Cuts the present wait short, but for what the vendor asked for.</summary>
    public void RetryNow() => seat.Wait.Cut();

    /// <summary>The number that the next request will have; for the feed, which alone makes them. A reading serves all before it.</summary>
    public long Next => Interlocked.Read(ref _requested) + 1;

    /// <summary>Asks for a reading that begins after now.</summary>
    public void Request()
    {
        Interlocked.Increment(ref _requested);
        _wanted.Writer.TryWrite(true);
        seat.Wait.Cut();
    }

    /// <summary>Serves requests until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(cancellationToken);
        }
        finally
        {
            seat.Leave();
        }
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        long served = 0;
        var partial = 0;
        while (true)
        {
            if (Interlocked.Read(ref _requested) == served)
                await _wanted.Reader.ReadAsync(cancellationToken);
            if (Interlocked.Read(ref _requested) == served)
                continue;

            await seat.TurnAsync(_ => { }, cancellationToken);
            var number = Interlocked.Read(ref _requested);
            var (complete, failure) = await TrySeedAsync(number, partial + 1 == MaxPartial, cancellationToken);
            var heldUp = Report(failure);
            counters.Seed(complete ? "complete" : failure is null ? "partial" : "failed");
            partial = failure is null && !complete ? partial + 1 : 0;
            if (complete || partial == MaxPartial)
            {
                served = number;
                partial = 0;
                _backoff.Reset();
                done(number);
                continue;
            }

            var wait = failure is { NeedsAdmin: true } ? tools.Options.BlockedProbe : _backoff.Next();
            await seat.Wait.WaitAsync(RetryAfter.Of(failure), wait, CutIfWanted, cancellationToken);

            // A request that came while the reading failed, or the end of the trouble, found no wait to cut.
            void CutIfWanted()
            {
                if (Interlocked.Read(ref _requested) != number || (heldUp && !seat.IsHeldUp))
                    seat.Wait.Cut();
            }
        }
    }

    /// <summary>Tells the account. Whether it is in trouble by that.</summary>
    private bool Report(UpstreamException? failure)
    {
        if (failure is not null)
            return seat.Account.Failed(seat, failure).IsHeldUp;
        seat.Account.Succeeded(seat);
        return false;
    }

    private async Task<(bool Complete, UpstreamException? Failure)> TrySeedAsync(long number, bool last, CancellationToken cancellationToken)
    {
        try
        {
            return await SeedAsync(number, last, cancellationToken);
        }
        catch (UpstreamException failure)
        {
            Log.Failed(tools.Logger, scope.Key, failure.Message);
            return (false, failure);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Fault(tools.Logger, scope.Key, fault.GetType().Name, fault.StackTrace);
            return (false, new(UpstreamFailure.BadReply, "An unexpected fault; the log has the details."));
        }
    }

    /// <param name="last">Whether this is the last attempt: a list that never ends is taken for what it is.</param>
    private async Task<(bool Complete, UpstreamException? Failure)> SeedAsync(long number, bool last, CancellationToken cancellationToken)
    {
        var round = fleet.Round;
        var filter = await lists.FilterAsync(scope, cancellationToken);
        var asOf = clock.Now;
        var positions = await lists.PositionsAsync(cancellationToken);
        intake.Take(positions.Items, filter, asOf);
        memory?.Note(positions, asOf);
        fleet.Publish();
        if (positions.Failure is { } failure)
            Log.Failed(tools.Logger, scope.Key, failure.Message);
        seeded(number, positions.Complete || (last && positions.Failure is null));

        // Only now the vehicles without a position: the others are on the map already.
        // They say nothing newer of the positions, however long they take.
        asOf -= AccountLists.VehiclesMaxAge;
        var vehicles = await VehiclesAsync(cancellationToken);
        if (vehicles is null)
            return (false, positions.Failure);

        intake.Take(vehicles.Items, filter, asOf);
        var complete = positions.Complete && vehicles.Complete;
        if (complete)
            memory?.NoteWhole(positions, vehicles, asOf);
        if (complete && fleet.RemoveMissing(round) is > 0 and var gone)
            Log.Gone(tools.Logger, scope.Key, gone);
        if (complete)
            _filter = filter;
        fleet.Publish();
        return (complete, positions.Failure);
    }

    /// <summary>The vehicle list, or null when it could not be read, which is no reason to do without the positions.</summary>
    private async Task<Listing<VehicleEntry>?> VehiclesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await lists.VehiclesAsync(cancellationToken);
        }
        catch (UpstreamException failure)
        {
            Log.Failed(tools.Logger, scope.Key, failure.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Feed {Scope}: reading the positions failed: {Reason}")]
        public static partial void Failed(ILogger logger, string scope, string reason);

        [LoggerMessage(LogLevel.Information, "Feed {Scope}: {Count} vehicles are gone from the account")]
        public static partial void Gone(ILogger logger, string scope, int count);

        // Not the exception itself: a message that nobody foresaw may quote an address with a token.
        [LoggerMessage(LogLevel.Error, "Feed {Scope}: reading the positions met a fault of ours: {Fault} {StackTrace}")]
        public static partial void Fault(ILogger logger, string scope, string fault, string? stackTrace);
    }
}
