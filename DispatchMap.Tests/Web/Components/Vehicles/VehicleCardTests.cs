using Bunit;
using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Components.Vehicles;
using DispatchMap.Web.Words;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Vehicles;

public sealed class VehicleCardTests : BunitContext
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    private readonly FleetKit _kit = new();

    [Fact]
    public void Render_DelayedVehicle_ClaimsNothingAboutNow()
    {
        _kit.Apply(FleetKit.Report(14, seconds: -164, speed: 74) with { VehicleName = "Sprinter 14", UserName = "Adam Kmeť", HeadingDegrees = 131 });

        var card = Render(14);

        Assert.Equal("Delayed 2 m 43 Motion unknown, was moving before.", card.Find(".state").Words());
        Assert.Equal("Adam Kmeť · id 14", card.Find(".sub").Words());
        Assert.Equal("Speed then 74 km/h at 11:57:16 Heading then 131° SE Position 48.14860, 17.10770", card.FindAll(".sect")[1].Words());
    }

    [Fact]
    public void Render_LostWhileMoving_SaysSo()
    {
        _kit.Apply(FleetKit.Report(1, seconds: -1501));

        Assert.Equal("Stale 25 m Lost while it was moving.", Render(1).Find(".state").Words());
    }

    [Fact]
    public void Render_LiveVehicle_SaysNow()
    {
        _kit.Apply(FleetKit.Report(1, seconds: -3, speed: 43));

        Assert.StartsWith("Speed now 43 km/h", Render(1).FindAll(".sect")[1].Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Frozen_NothingIsNow()
    {
        _kit.Apply(FleetKit.Report(1, seconds: -3, speed: 43));

        var card = Render(1, asOf: "12:00:00");

        Assert.Equal("Live 2 s Moving at 43 km/h, heading E. As of 12:00:00.", card.Find(".state").Words());
        Assert.StartsWith("Speed then 43 km/h at 11:59:57", card.FindAll(".sect")[1].Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ManyReports_SaysTheHabitAndWhatIsMissing()
    {
        for (var seconds = -400; seconds <= -160; seconds += 12)
            _kit.Apply(FleetKit.Report(1, seconds));

        var words = Render(1).FindAll(".sect")[0].Words();

        Assert.Contains("Lag 1 s usual 1 s Interval 12 s usual 12 missed", words, StringComparison.Ordinal);
        Assert.NotEmpty(Render(1).FindAll(".i-gap"));
    }

    [Fact]
    public void Render_VehicleVanished_SaysSoByItsName()
    {
        _kit.Apply(FleetKit.Report(1) with { VehicleName = "Van 1" });
        var card = Render(1);

        card.Render(parameters => parameters.Add(c => c.Vehicle, null));

        Assert.Equal("Van 1", card.Find("h2").TextContent);
        Assert.StartsWith("Not in this feed", card.Find(".state").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NeverSeen_OffersNothingThatNeedsAPosition()
    {
        _kit.Fleet.ApplyEntry(new(9, "Newcomer"), FleetKit.Noon);

        var card = Render(9);

        Assert.Empty(card.FindAll(".kv"));
        Assert.Equal(2, card.FindAll(".act[disabled]").Count);
    }

    [Fact]
    public void Render_HostileTexts_AreText()
    {
        _kit.Apply(FleetKit.Report(1) with { VehicleName = Hostile, UserName = Hostile });

        var card = Render(1, groups: [Hostile]);

        Assert.Empty(card.FindAll("img"));
        Assert.Equal(Hostile, card.Find("h2").TextContent);
        Assert.Contains(Hostile, card.FindAll(".sect")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NothingSelected_IsNoCard() => Assert.Empty(Render(null).FindAll("[data-testid=vehicle-card]"));

    private IRenderedComponent<VehicleCard> Render(long? id, string? asOf = null, string[]? groups = null)
    {
        _kit.Fleet.Publish();
        return Render<VehicleCard>(parameters => parameters
            .Add(c => c.Id, id).Add(c => c.Vehicle, id is null ? null : _kit.Row(id.Value)).Add(c => c.Fleet, _kit.Fleet).Add(c => c.Groups, groups ?? [])
            .Add(c => c.Now, _kit.Fleet.VendorNow).Add(c => c.Time, UserTime.Utc).Add(c => c.AsOf, asOf));
    }
}
