using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Desk;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.Web.Desk;

public sealed class SharedFleetTests
{
    private const int Many = 10_000;
    private static readonly FleetFilter Everything = new(0, 0, "");

    private readonly FleetKit _kit = new();

    [Fact]
    public void Rows_ManyDesksWithTheSameOrder_AreSortedOncePerListing()
    {
        Fill(100);
        var fleet = SharedFleet.Of(_kit.Fleet);

        var rows = Enumerable.Range(0, 50).Select(_ => SharedFleet.Of(_kit.Fleet).Rows(Everything, new(FleetColumn.Age))).ToList();
        _ = fleet.Rows(new(1, 0, ""), new(FleetColumn.Age));

        Assert.Same(fleet, SharedFleet.Of(_kit.Fleet));
        Assert.All(rows, found => Assert.Same(rows[0], found));
        Assert.Equal(1, fleet.Orders);
    }

    [Fact]
    public void Of_FleetChanged_IsANewOne()
    {
        Fill(3);
        var before = SharedFleet.Of(_kit.Fleet);
        _kit.Apply(FleetKit.Report(2, 5));
        Assert.Same(before, SharedFleet.Of(_kit.Fleet));

        _kit.Fleet.Publish();

        Assert.NotSame(before, SharedFleet.Of(_kit.Fleet));
        Assert.Same(_kit.Fleet.Listing(), SharedFleet.Of(_kit.Fleet).Listing);
    }

    [Fact]
    public void Recent_FleetGoesOn_IsListedAnewOnceItIsOld()
    {
        Fill(3);
        var time = new FakeTimeProvider();
        var before = SharedFleet.Recent(_kit.Fleet, time);
        _kit.Apply(FleetKit.Report(2, 5));
        _kit.Fleet.Publish();
        time.Advance(SharedFleet.MaxAge - TimeSpan.FromMilliseconds(1));
        Assert.Same(before, SharedFleet.Recent(_kit.Fleet, time));

        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Same(_kit.Fleet.Listing(), SharedFleet.Recent(_kit.Fleet, time).Listing);
        Assert.NotSame(before, SharedFleet.Recent(_kit.Fleet, time));
    }

    [Fact]
    public void Rows_EverybodyTypesSomethingElse_AreNotAllKept()
    {
        Fill(3);
        var fleet = SharedFleet.Of(_kit.Fleet);

        for (var i = 0; i < 1000; i++)
            Assert.Equal(0, fleet.Rows(new(0, 0, $"nobody {i}"), default).Count);

        Assert.InRange(fleet.Views, 1, SharedFleet.MaxViews);
    }

    [Fact]
    public void LookAt_TenThousandVehicles_AllocatesNothingOfTheirNumberPerDesk()
    {
        Fill(Many);
        var queries = Enumerable.Range(0, 20)
            .Select(i => new FleetQuery(i % 2 == 0 ? Everything : new(1, 0, "van 1"), new((FleetColumn)(i % 4), i % 3 == 0), [1, 5000, 9999])).ToList();
        Look(queries);

        for (var second = 1; second <= 3; second++)
        {
            for (var id = 1; id <= Many; id += 5)
                _kit.Apply(FleetKit.Report(id, second));
            _kit.Fleet.Publish();
            // What the desks share is made for the first one that asks.
            Look(queries);
            queries.ForEach(query => query.LookAt(null));

            var before = GC.GetAllocatedBytesForCurrentThread();
            Look(queries);
            var perDesk = (GC.GetAllocatedBytesForCurrentThread() - before) / queries.Count;

            Assert.InRange(perDesk, 0, 2_000);
        }
    }

    [Fact]
    public void LookAt_FleetMovedOnly_KeepsItsIndex()
    {
        Fill(Many);
        _ = SharedFleet.Of(_kit.Fleet).PositionOf(1);
        _kit.Apply(FleetKit.Report(1, 5));
        _kit.Fleet.Publish();
        var fleet = SharedFleet.Of(_kit.Fleet);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var position = fleet.PositionOf(1);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1, fleet.Listing.Rows[position].VehicleId);
        Assert.InRange(allocated, 0, 2_000);
    }

    private void Look(List<FleetQuery> queries) => queries.ForEach(query => query.LookAt(SharedFleet.Of(_kit.Fleet)));

    private void Fill(int count)
    {
        for (var id = 1; id <= count; id++)
            _kit.Apply(FleetKit.Report(id, -id % 50, speed: id % 90) with { VehicleName = $"Van {id}", UserName = id % 7 == 0 ? null : $"Driver {id % 300}" });
        _kit.Fleet.Publish();
    }
}
