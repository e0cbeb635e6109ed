using DispatchMap.Core.Fleet;
using Xunit;
using static DispatchMap.Tests.Fleet.FleetKit;

namespace DispatchMap.Tests.Fleet;

public sealed class FleetListingTests
{
    private readonly FleetKit _kit = new();

    [Fact]
    public void Listing_Names_AreInAPersonsOrder()
    {
        string[] ordered = ["", "10", "Čajka", "Dodge", "truck 3", "Van 2", "van 2", "Van 10", "Van 10a", "Žigulík"];
        foreach (var (i, name) in ordered.Index().Reverse())
            _kit.Fleet.ApplyEntry(new(100 + i, name.Length == 0 ? "2" : name), Noon);
        _kit.Fleet.Publish();

        Assert.Equal(Enumerable.Range(100, ordered.Length).Select(id => (long)id), Ids());
    }

    [Fact]
    public void Listing_VehiclesComeGoAndAreRenamed_StaysInOrder()
    {
        var random = new Random(5);
        for (var step = 0; step < 60; step++)
        {
            _kit.Fleet.BeginRound();
            foreach (var _ in Enumerable.Range(0, 40))
                _kit.Fleet.ApplyEntry(new(random.Next(60), $"Van {random.Next(30)}"), Noon.AddSeconds(step));
            _kit.Fleet.RemoveMissing(_kit.Fleet.Round);
            _kit.Fleet.Publish();

            var rows = _kit.Fleet.Listing().Rows;
            Assert.Equal(rows.OrderBy(row => int.Parse(row.Name.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture)).ThenBy(row => row.VehicleId), rows);
            Assert.Equal(_kit.Fleet.Count, rows.Length);
        }
    }

    [Fact]
    public void Listing_OneVehicleMoved_SharesEveryOtherRowAndItsSearchText()
    {
        _kit.Apply(Report(1) with { VehicleName = "A" });
        _kit.Apply(Report(2) with { VehicleName = "B" });
        _kit.Fleet.Publish();
        var before = _kit.Fleet.Listing();
        Assert.Same(before, _kit.Fleet.Listing());

        _kit.Apply(Report(2, 1, latitude: 49));
        Assert.Same(before, _kit.Fleet.Listing());
        _kit.Fleet.Publish();
        var after = _kit.Fleet.Listing();

        Assert.Same(before.Rows[0], after.Rows[0]);
        Assert.Equal((48.1486, 49), (before.Rows[1].Latitude, after.Rows[1].Latitude));
        Assert.Same(before.Rows[1].SearchText, after.Rows[1].SearchText);
        Assert.True(after.Version > before.Version);
    }

    [Fact]
    public void Listing_Counts_CoverBothAxes()
    {
        _kit.Apply(Report(1, 0, 50));
        _kit.Apply(Report(2, 0, 0));
        _kit.Apply(Report(3, -100, 50));
        _kit.Apply(Report(4, -5000, 50));
        _kit.Fleet.ApplyEntry(new(5), Noon);
        _kit.Fleet.Publish();

        Assert.Equal([2, 1, 0, 1, 1], _kit.Fleet.Listing().ByConnection);
        Assert.Equal([3, 1, 1], _kit.Fleet.Listing().ByMotion);
    }

    [Fact]
    public void SearchText_HasNameDriverAndId()
    {
        _kit.Apply(Report(17) with { VehicleName = "Ľahký Vôz", UserName = "ŽOFIA Ó" });

        Assert.Equal("lahky voz zofia o 17", _kit.Row(17).SearchText);
    }

    [Fact]
    public void Apply_HostileNames_AreHeldAsBoundedText()
    {
        _kit.Apply(Report(1) with { VehicleName = "<img src=x onerror=alert(1)>", UserName = "\uDC00\uD800" });
        _kit.Apply(Report(2) with { VehicleName = new string('x', 100_000), OnlineState = new string('y', 100_000) });
        _kit.Fleet.Publish();

        var rows = _kit.Fleet.Listing().Rows;
        Assert.Equal(("<img src=x onerror=alert(1)>", "\uFFFD\uFFFD"), (rows[0].Name, rows[0].Driver));
        Assert.Equal((400, 400), (rows[1].Name.Length, rows[1].OnlineState!.Length));
    }

    private IEnumerable<long> Ids() => _kit.Fleet.Listing().Rows.Select(row => row.VehicleId);
}
