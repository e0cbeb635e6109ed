using System.Collections.Frozen;
using System.Collections.Immutable;
using Bunit;
using DispatchMap.Core.Groups;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Components.Fleet;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Fleet;

public sealed class GroupFilterTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script>";

    private ImmutableArray<long>? _chosen;
    private IRenderedComponent<GroupFilter>? _filter;

    public GroupFilterTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        Services.AddScoped<UserBrowser>();
    }

    [Fact]
    public void Render_AccountWithoutGroups_IsHidden() => Assert.Empty(Render(VehicleGroups.None).Markup.Trim());

    [Fact]
    public void Render_NothingChosen_SaysAllAndHowMany() => Assert.Equal("All groups 3", Button(Render(Three())));

    [Fact]
    public void Render_OneChosen_SaysItsNameAndSize() => Assert.Equal("Senec 16", Button(Render(Three(), [20])));

    [Fact]
    public void Render_ChosenGroupThatIsUnknown_IsShownSoThatItCanBeUndone() => Assert.Equal("Group 99", Button(Render(VehicleGroups.None, [99])));

    [Fact]
    public void Menu_GroupTicked_IsAddedInOrder()
    {
        Open(Render(Three(), [20]));

        _filter!.Find("[data-group-id='10'] input").Change(true);

        Assert.Equal([10, 20], _chosen!.Value);
    }

    [Fact]
    public void Menu_GroupUnticked_IsTakenOut()
    {
        Open(Render(Three(), [10, 20]));

        _filter!.Find("[data-group-id='10'] input").Change(false);

        Assert.Equal([20], _chosen!.Value);
    }

    [Fact]
    public void Menu_AllGroups_EmptiesTheChoice()
    {
        Open(Render(Three(), [10, 20]));

        _filter!.Find("button.gitem").Click();

        Assert.Empty(_chosen!.Value);
    }

    [Fact]
    public void Menu_HostileName_IsText()
    {
        Open(Render(Three()));

        Assert.Empty(_filter!.FindAll("script"));
        Assert.Equal(Hostile, _filter!.Find("[data-group-id='30'] .gname").TextContent);
    }

    [Fact]
    public void Menu_ManyGroups_AreSearchedWithoutDiacritics()
    {
        Open(Render(Groups([.. Enumerable.Range(1, 20).Select(id => new GroupSummary(id, $"Group {id}", 1)), new GroupSummary(21, "Šamorín", 1)])));

        _filter!.Find("input[type=text]").Input("samor");

        Assert.Equal("21", Assert.Single(_filter!.FindAll("[data-group-id]")).GetAttribute("data-group-id"));
    }

    [Fact]
    public void Menu_ReadFailed_SaysWhyInWords()
    {
        Open(Render(null, failure: "The groups could not be read. No answer in time."));

        Assert.Contains("No answer in time.", _filter!.Find(".groups-note").TextContent, StringComparison.Ordinal);
    }

    private static VehicleGroups Three() => Groups([new(10, "Bratislava", 24), new(20, "Senec", 16), new(30, Hostile, null)]);

    private static VehicleGroups Groups(ImmutableArray<GroupSummary> groups) => new(groups, FrozenDictionary<long, FrozenSet<long>>.Empty);

    private static string Button(IRenderedComponent<GroupFilter> filter) => filter.Find("[data-testid=group-filter]").Words();

    private void Open(IRenderedComponent<GroupFilter> filter) => (_filter = filter).Find("[data-testid=group-filter]").Click();

    private IRenderedComponent<GroupFilter> Render(VehicleGroups? groups, ImmutableArray<long>? chosen = null, string? failure = null) =>
        Render<GroupFilter>(parameters => parameters
            .Add(f => f.Groups, groups).Add(f => f.Chosen, chosen ?? []).Add(f => f.Failure, failure).Add(f => f.OnChange, ids => _chosen = ids));
}
