using DispatchMap.Core.Fleet;
using DispatchMap.Web.Desk;
using Xunit;

namespace DispatchMap.Tests.Web.Desk;

public sealed class DeskViewTests
{
    [Fact]
    public void Select_Plain_ReplacesTheSelection() => Assert.Equal([3], new DeskView { Selected = [1, 2] }.Select(3, additive: false).Selected);

    [Fact]
    public void Select_Additive_AddsAndShowsTheCardOfTheNewOne()
    {
        var view = new DeskView { Selected = [1, 2] }.Select(3, additive: true);

        Assert.Equal([1, 2, 3], view.Selected);
        Assert.Equal(3, view.Current);
    }

    [Fact]
    public void Select_AdditiveOnASelectedOne_TakesItOut() => Assert.Equal([1], new DeskView { Selected = [1, 2] }.Select(2, additive: true).Selected);

    [Fact]
    public void Select_MoreThanTheLimit_IsRefused()
    {
        var full = new DeskView { Selected = [.. Enumerable.Range(1, DeskView.MaxSelected).Select(id => (long)id)] };

        Assert.Equal(full.Selected, full.Select(9999, additive: true).Selected);
    }

    [Fact]
    public void Toggle_Twice_IsWhatItWas() => Assert.Equal(new DeskView(), new DeskView().Toggle(Connection.Stale).Toggle(Connection.Stale));
}
