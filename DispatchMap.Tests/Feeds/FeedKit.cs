using System.Collections.Frozen;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Tests.Fleet;
using DispatchMap.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>A running directory on a scripted upstream and a scripted clock. Of each backoff 0.4 are waited: no other timer is as long.</summary>
internal sealed class FeedKit : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public FeedKit(bool run = true, ILastPositions? store = null, int maxVehicles = 1000)
    {
        var options = Options.Create(new FeedOptions { FollowerStep = TimeSpan.Zero, MaxVehicles = maxVehicles });
        Keeper = store is null ? null : new(store, options, Time, NullLogger<PositionKeeper>.Instance);
        var budgets = new RequestBudgets(Options.Create(new UpstreamOptions()), Time);
        Budget = budgets.Of(Source.Current!);
        Directory = new(
            Client, Source, budgets, options, Freshness, new(Counts),
            Time, () => 0.4, NullLogger<FeedDirectory>.Instance, Keeper);
        Client.Groups = () => Members.Count == 0 ? null : new([.. Members.Select(group => new VehicleGroup(group.Key, "", [.. group.Value]))], Complete: true);
        if (run)
            Run();
    }

    public ScriptedTime Time { get; } = new(FleetKit.Noon);

    public FakeMyCarTracksClient Client { get; } = new();

    public FakeConnectionSource Source { get; } = new();

    public CountSignals Counts { get; } = new();

    public ScriptedOptions<FreshnessOptions> Freshness { get; } = new(new());

    public FeedDirectory Directory { get; }

    /// <summary>The account's; a scripted upstream spends none of it.</summary>
    public RequestBudget Budget { get; }

    /// <summary>Remembers in the store of the test; null when there is none.</summary>
    public PositionKeeper? Keeper { get; }

    /// <summary>The wait after so many failures in a row, the first being 1.</summary>
    public static TimeSpan Wait(int failures) => TimeSpan.FromSeconds(0.4 * Math.Pow(2, failures - 1));

    /// <summary>Who is in the groups whose members are known.</summary>
    public Dictionary<long, FrozenSet<long>> Members { get; } = [];

    public void Run() => _running = Task.Run(() => Directory.RunAsync(_stop.Token));

    public Task<IFeedLease> AcquireAsync(Scope? scope = null) =>
        Directory.AcquireAsync(scope ?? Scope.All(), TestContext.Current.CancellationToken);

    /// <summary>A feed that is Live with a vehicle 1 and has made its second seeding.</summary>
    public async Task<(IFeedLease Lease, FakeSession Session)> LiveAsync(Scope? scope = null)
    {
        Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(new VehicleEntry(1, "Van 1", null, null, FleetKit.Report(1))));
        var lease = await AcquireAsync(scope);
        await Counts.CountedAsync("seeds complete", 1);
        var session = await Client.ConnectedSessionAsync();
        await UntilAsync(lease, FeedPhase.Live);
        await Counts.CountedAsync("seeds complete", 2);
        return (lease, session);
    }

    public static Task UntilAsync(IFeedLease lease, FeedPhase phase) => UntilAsync(lease, () => lease.Status.Phase == phase);

    /// <summary>Waits for feeds to stop whose leases are gone already.</summary>
    public static async Task UntilStoppedAsync(params IFeedLease[] leases)
    {
        foreach (var lease in leases)
            await UntilAsync(lease, () => lease.Status.Phase == FeedPhase.Stopped, ((FleetState)lease.Fleet).WaitForChangeAsync);
    }

    /// <summary>Waits for the fleet or the feed to change until something holds.</summary>
    public static Task UntilAsync(IFeedLease lease, Func<bool> holds) => UntilAsync(lease, holds, lease.WaitForChangeAsync);

    private static Task UntilAsync(IFeedLease lease, Func<bool> holds, Func<long, CancellationToken, Task> changes)
    {
        long version = 0;
        return Waiting.UntilAsync(Holds, () => changes(version, CancellationToken.None).Soon());

        bool Holds()
        {
            version = lease.Fleet.Version;
            return holds();
        }
    }

    /// <summary>Stops everything and checks that nothing is left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.Soon();
        Directory.Dispose();
        Counts.Dispose();
        _stop.Dispose();
        Assert.All(Client.Opened, session => Assert.True(session.IsDisposed));
        Assert.Equal(0, Directory.FeedCount);
    }
}
