using CsCheck;
using DispatchMap.Core.Frames;
using Xunit;

namespace DispatchMap.Tests.Frames;

public sealed class SlotHistoryTests
{
    private const int Slots = 40;

    [Fact]
    public void Since_AnyNews_IsWhoHadSomeAfterTheVersionEachOnceAndInOrder() =>
        Gen.Int[0, Slots - 1].Array[0, 6].Array[0, 30].Sample(publications =>
        {
            var history = Create();
            var last = new long[Slots];
            for (var version = 1; version <= publications.Length; version++)
            {
                foreach (var slot in publications[version - 1])
                {
                    history.Note(slot, version);
                    last[slot] = version;
                }

                for (var since = 0; since <= version; since++)
                    Assert.Equal(Enumerable.Range(0, Slots).Where(slot => last[slot] > since), history.Since(since));
            }
        });

    [Fact]
    public void Since_AskedAgainBeforeThereIsMore_IsTheSameList()
    {
        var history = Create();
        history.Note(3, 1);
        var first = history.Since(0);

        Assert.Same(first, history.Since(0));
        history.Note(4, 2);
        Assert.Equal([3, 4], history.Since(0));
    }

    private static SlotHistory Create()
    {
        var history = new SlotHistory();
        history.Grow(Slots / 2);
        history.Grow(Slots);
        return history;
    }
}
