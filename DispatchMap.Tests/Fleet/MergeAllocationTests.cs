using DispatchMap.Core.Fleet;
using Xunit;

namespace DispatchMap.Tests.Fleet;

public sealed class MergeAllocationTests
{
    [Fact]
    public void Apply_KnownVehiclesDriveOn_AllocatesNothing()
    {
        var fleet = new FleetState(1, new(new StillTime()), FleetKit.Rules);
        var second = 0;
        for (var i = 0; i < 40; i++)
            Round();

        // Without an online state: a search in a text allocates until the runtime has optimised it.
        Assert.Equal(0, Allocation.Of(Round));

        void Round()
        {
            second++;
            for (var id = 1; id <= 100; id++)
                fleet.Apply(FleetKit.Report(id, second) with { VehicleName = "Van", UserName = "Ján" });
        }
    }

    /// <summary>The fake of the library allocates whenever it is asked.</summary>
    private sealed class StillTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => FleetKit.Noon;

        public override long GetTimestamp() => 0;
    }
}
