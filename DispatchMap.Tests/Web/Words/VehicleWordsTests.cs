using DispatchMap.Core.Fleet;
using DispatchMap.Web.Words;

namespace DispatchMap.Tests.Web.Words;

public sealed class VehicleWordsTests
{
    [Theory]
    [InlineData(ReportDoubts.Jump, "jumped")]
    [InlineData(ReportDoubts.ClockAhead, "clock")]
    [InlineData(ReportDoubts.Jump | ReportDoubts.ClockAhead, "jumped")]
    [InlineData(ReportDoubts.Jump | ReportDoubts.ClockAhead, "clock")]
    public void Doubts_SomethingOdd_IsSaid(ReportDoubts doubts, string word) =>
        Assert.Contains(word, VehicleWords.Doubts(doubts), StringComparison.Ordinal);

    [Fact]
    public void Doubts_Nothing_IsSilent() => Assert.Null(VehicleWords.Doubts(ReportDoubts.None));
}
