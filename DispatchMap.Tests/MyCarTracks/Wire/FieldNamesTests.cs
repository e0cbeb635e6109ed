using System.Text;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Wire;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

public sealed class FieldNamesTests
{
    private readonly FieldNames _names = new(FieldSource.LastPositions);

    [Fact]
    public void Noting_ItemsOfAList_SortsNamesAndLeavesTheItemsAlone()
    {
        var json = """{"data":[{"vehicleId":7,"fuel":1,"position":{"lat":48.1,"lng":17.1,"recordedAt":"2026-06-01T14:00:00Z","name":"x"}},{"vehicleId":8,"code":"c"}]}""";

        var page = ListReader.TryRead(Encoding.UTF8.GetBytes(json), _names.Noting<VehicleEntry>(ItemReaders.Vehicle))!;

        Assert.Equal([7, 8], page.Items.Select(vehicle => vehicle.VehicleId));
        Assert.Equal(48.1, page.Items[0].Report!.Value.Latitude);
        Assert.Equal(["vehicleId", "position", "position.lat", "position.lng", "position.recordedAt"], _names.Recognised);
        Assert.Equal(["fuel", "position.name", "code"], _names.Unrecognised);
    }

    [Fact]
    public void Note_HostileNames_AreCountedAndBounded()
    {
        var fields = Enumerable.Range(0, 500).Select(i => $"\"f{i}\":{{\"deep\":1}},\"<script>{i}\":[1,{{}}]");
        var json = $"{{{string.Join(',', fields)},\"{new string('x', 5000)}\":1,\"\\uD800\":2}}";

        _names.Note(Encoding.UTF8.GetBytes(json));

        Assert.Equal((0, FieldNames.MaxNames, FieldNames.MaxNames), (_names.Recognised.Count(), _names.Unrecognised.Count(), _names.Odd));
        Assert.All(_names.Unrecognised, name => Assert.Matches("^f[0-9]+$", name));
    }

    [Theory]
    [InlineData("fuelLevel2", true)]
    [InlineData("stream_gone", true)]
    [InlineData("4321", true)]
    [InlineData("20f4998f21e0ae23f92c730944400c82", false)]
    [InlineData("1234567", false)]
    [InlineData("<b>", false)]
    [InlineData("", false)]
    public void IsName_TokenOrId_IsFalse(string text, bool isName) => Assert.Equal(isName, FieldNames.IsName(text));

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"vehicleId\":")]
    [InlineData("<html>")]
    public void Note_NoObject_DoesNotThrow(string text) => _names.Note(Encoding.UTF8.GetBytes(text));
}
