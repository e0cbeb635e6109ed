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

        // The runtime may allocate on this thread when it recompiles a method in the middle: taking notes would every time.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Round();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Round()
        {
            second++;
            for (var id = 1; id <= 100; id++)
                memory.Note(FleetKit.Report(id, second) with { VehicleName = "Van", UserName = "Ján" }, FleetKit.Noon);
        }
    }
}
