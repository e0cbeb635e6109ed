using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Tests.Fleet;
using DispatchMap.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>One account on a clock that a test moves, with seats for feeds that take their turns.</summary>
public abstract class FeedAccountKit : IDisposable
{
    private readonly RequestBudgets _budgets;
    private readonly FeedTools _tools;
    private readonly StreamPlaces _places;

    private protected FeedAccountKit()
    {
        _budgets = new(Options.Create(new UpstreamOptions()), Time);
        _tools = new(new FeedOptions(), Time, () => 0.4, NullLogger.Instance);
        _places = new(_tools);
        Account = NewAccount();
    }

    private protected static UpstreamException Down { get; } = new(UpstreamFailure.Unreachable, "No route.");

    private protected ScriptedTime Time { get; } = new(FleetKit.Noon);

    private protected FeedAccount Account { get; }

    public void Dispose()
    {
        _budgets.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Task TurnAsync(AccountSeat seat) => seat.TurnAsync(_ => { }, TestContext.Current.CancellationToken);

    private protected FeedAccount NewAccount() => new(_tools, _budgets.Of(new FakeConnectionSource().Current!), _places);

    private protected AccountSeat Seat(bool streams = true, FeedAccount? account = null) => new(account ?? Account, streams, new(Time));

    private protected async Task OpenAsync(AccountSeat seat)
    {
        await TurnAsync(seat).Soon();
        Assert.Null(Account.Opening(seat));
        Account.Succeeded(seat);
    }
}
