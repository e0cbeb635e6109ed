using CsCheck;
using DispatchMap.Core.Fleet;
using DispatchMap.Web.Desk;
using Xunit;

namespace DispatchMap.Tests.Web.Desk;

public sealed class DeskLinkTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?group=&state=&motion=&q=&sort=&sel=&at=")]
    [InlineData("?group=x,-1,1e9,99999999999999999999&sel=NaN,%00")]
    [InlineData("?state=alive,0,1&motion=idle")]
    [InlineData("?sort=-&at=1,2")]
    [InlineData("?at=91,0,5")]
    [InlineData("?at=NaN,NaN,NaN")]
    [InlineData("?at=Infinity,0,1")]
    [InlineData("?at=0,0,99")]
    [InlineData("?%ZZ=%&&&==&a[]=1")]
    public void Parse_Garbage_IsTheEmptyView(string query) => Assert.Equal("", DeskLink.Format(DeskLink.Parse(query)));

    [Fact]
    public void Parse_HostileLengths_AreCut()
    {
        var view = DeskLink.Parse($"?q={new string('x', 5000)}&sel={string.Join(',', Enumerable.Range(1, 5000))}&group={string.Join(',', Enumerable.Range(1, 5000))}");

        Assert.Equal((100, DeskView.MaxSelected, 100), (view.Search.Length, view.Selected.Length, view.Groups.Length));
    }

    [Fact]
    public void Parse_RepeatedIds_CountOnce() => Assert.Equal([7, 9], DeskLink.Parse("?sel=7,9,7").Selected);

    [Fact]
    public void Format_WholeView_IsReadable()
    {
        var view = new DeskView
        {
            Groups = [10, 20], Connections = 0b11, Motions = 0b10, Search = "Ján & <b>", Selected = [9, 7],
            Sort = new(FleetColumn.Age, Descending: true), Map = new(48.15, 17.1077, 11.5),
        };

        Assert.Equal("?group=10,20&state=live,delayed&motion=moving&q=J%C3%A1n%20%26%20%3Cb%3E&sort=-age&sel=9,7&at=48.15,17.1077,11.5", DeskLink.Format(view));
    }

    [Fact]
    public void Parse_Formatted_IsTheSameView()
    {
        var ids = Gen.Long[0, long.MaxValue].Array[0, 8].Select(a => a.Distinct().ToArray());
        var views =
            from groups in ids
            from selected in ids
            from connections in Gen.Int[0, 31]
            from motions in Gen.Int[0, 7]
            from search in Gen.String[0, 40]
            from column in Gen.Enum<FleetColumn>()
            from turned in Gen.Bool
            from latitude in Gen.Double[-90, 90]
            from longitude in Gen.Double[-180, 180]
            from zoom in Gen.Double[0, 22]
            select new DeskView
            {
                Groups = [.. groups.Order()], Selected = [.. selected], Connections = connections, Motions = motions,
                Search = search, Sort = new(column, turned), Map = MapPosition.From(latitude, longitude, zoom),
            };

        views.Sample(view =>
        {
            var again = DeskLink.Parse(DeskLink.Format(view));
            return again.Groups.SequenceEqual(view.Groups) && again.Selected.SequenceEqual(view.Selected)
                && again.Map == view.Map && again.Sort == view.Sort
                && (again.Connections, again.Motions) == (view.Connections, view.Motions)
                && SearchFolding.Fold(again.Search.Trim()) == view.Filter.Text;
        });
    }
}
