using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds.Memory;

public sealed class NoteAllocationTests
{
    [Fact]
    public void Note_KnownVehiclesDriveOn_AllocatesNothing()
    {
        var memory = new AccountMemory("a", new FakeStore(), 1000, TimeProvider.System);
        var second = 0;
        Round();

        Assert.Equal(0, Allocation.Of(Round));

        void Round()
        {
            second++;
            for (var id = 1; id <= 100; id++)
                memory.Note(FleetKit.Report(id, second) with { VehicleName = "Van", UserName = "Ján" }, FleetKit.Noon);
        }
    }
}
