using DispatchMap.Web.Security;

namespace DispatchMap.Tests.Web.Security;

public sealed class CircuitCountTests
{
    private readonly CircuitCount _count = new(new Always<DoorOptions>(new() { MaxCircuits = 3, MaxCircuitsPerUser = 2 }));

    [Fact]
    public void TryTake_OneUserTooMany_RefusesTheNewestOnly()
    {
        var first = _count.TryTake("nina");
        var second = _count.TryTake("nina");

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(_count.TryTake("nina"));
        Assert.NotNull(_count.TryTake("adam"));
        Assert.Equal(3, _count.Total);
    }

    [Fact]
    public void TryTake_TooManyInAll_RefusesWhoever()
    {
        foreach (var user in (string[])["a", "b", "c"])
            Assert.NotNull(_count.TryTake(user));

        Assert.Null(_count.TryTake("d"));
    }

    [Fact]
    public void Dispose_Twice_GivesOnePlaceBackAndForgetsTheUser()
    {
        var seat = _count.TryTake("nina")!;
        var other = _count.TryTake("adam")!;

        seat.Dispose();
        seat.Dispose();
        Assert.Equal((1, 1), (_count.Total, _count.Users));
        other.Dispose();
        Assert.Equal((0, 0), (_count.Total, _count.Users));
    }
}
