using System.Text;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Wire;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

public sealed class ListReaderTests
{
    private static readonly DateTimeOffset Recorded = new(2026, 6, 1, 14, 21, 35, TimeSpan.Zero);

    private static readonly VehicleReport Full = new(
        123, 48.1486, 17.1077, Recorded, Recorded.AddSeconds(3), 42.5, 90, "Van 12", 42, "John Smith", "online");

    public static TheoryData<string> Positions => Fixture.All("positions");

    public static TheoryData<string> MinimalPositions => Fixture.All("positions-minimal");

    public static TheoryData<string> Groups => Fixture.All("groups");

    public static TheoryData<string> GroupsWithoutMembers => Fixture.All("groups-without-members");

    public static TheoryData<string> Errors => Fixture.All("errors");

    [Theory]
    [MemberData(nameof(Positions))]
    public void TryRead_PositionsInAnyShape_AreTheSame(string fixture)
    {
        var page = ListReader.TryRead(Fixture.Read(fixture), ItemReaders.Vehicle);

        Assert.NotNull(page);
        Assert.Equal(
            [new VehicleEntry(123, "Van 12", "John Smith", null, Full), new VehicleEntry(456, "Van 13")], page.Items);
        Assert.Equal((2, 0), (page.Length, page.Rejected));
        Assert.Equal(TimeSpan.Zero, page.Items[0].Report!.Value.RecordedAt.Offset);
    }

    [Theory]
    [MemberData(nameof(MinimalPositions))]
    public void TryRead_PartsMissingOrAbsurd_KeepsThePosition(string fixture)
    {
        var page = ListReader.TryRead(Fixture.Read(fixture), ItemReaders.Vehicle);

        Assert.Equal([new VehicleEntry(123, Report: new VehicleReport(123, 48.1486, 17.1077, Recorded))], page!.Items);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void TryRead_GroupsInAnyShape_AreTheSame(string fixture)
    {
        var page = ListReader.TryRead(Fixture.Read(fixture), ItemReaders.Group);

        Assert.Equal(["10 West 123,456", "20 East "], page!.Items.Select(g => $"{g.GroupId} {g.Name} {string.Join(',', g.VehicleIds!)}"));
    }

    [Theory]
    [MemberData(nameof(GroupsWithoutMembers))]
    public void TryRead_GroupsWithoutMembers_SaysUnknown(string fixture)
    {
        var page = ListReader.TryRead(Fixture.Read(fixture), ItemReaders.Group);

        Assert.Equal([new VehicleGroup(10, "West"), new VehicleGroup(20, "East")], page!.Items);
    }

    [Theory]
    [InlineData("vehicles/vehicle-group-ids.json")]
    [InlineData("vehicles/group-id.json")]
    public void TryRead_MembershipOnVehicles_IsRead(string fixture)
    {
        var page = ListReader.TryRead(Fixture.Read(fixture), ItemReaders.Vehicle);

        Assert.Equal([10, 20], page!.Items[0].GroupIds!);
        Assert.Equal([], page.Items[1].GroupIds!);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void TryRead_ErrorBody_IsNoList(string fixture) =>
        Assert.Null(ListReader.TryRead(Fixture.Read(fixture), ItemReaders.Vehicle));

    [Theory]
    [InlineData("null")]
    [InlineData("\"data\"")]
    [InlineData("{}")]
    [InlineData("{\"data\":{\"id\":1}}")]
    [InlineData("{\"errors\":[{\"id\":1}]}")]
    [InlineData("[{\"vehicleId\":1}")]
    [InlineData("[{\"vehicleId\":1}] [")]
    public void TryRead_NoList_IsNull(string json) =>
        Assert.Null(ListReader.TryRead(Encoding.UTF8.GetBytes(json), ItemReaders.Vehicle));

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"data\":[]}")]
    [InlineData("{\"data\":null}")]
    public void TryRead_EmptyList_IsAnEmptyPage(string json)
    {
        var page = ListReader.TryRead(Encoding.UTF8.GetBytes(json), ItemReaders.Vehicle);

        Assert.Equal((0, 0, 0), (page!.Items.Count, page.Length, page.Rejected));
    }

    [Fact]
    public void TryRead_ItemsThatAreNone_AreLeftOutAndCounted()
    {
        var page = ListReader.TryRead(
            """[null, 5, [{"vehicleId":7}], {"name":"no id"}, {"vehicleId":0}, {"vehicleId":9007199254740992}, {"vehicleId":1}]"""u8,
            ItemReaders.Vehicle);

        Assert.Equal([new VehicleEntry(1)], page!.Items);
        Assert.Equal((7, 6), (page.Length, page.Rejected));
    }

    [Fact]
    public void TryRead_PositionOutOfRange_KeepsTheVehicleAndCounts()
    {
        var page = ListReader.TryRead(
            """[{"vehicleId":1,"latitude":91,"longitude":17,"recordedAt":1780323695}, {"vehicleId":2,"latitude":48,"longitude":17}]"""u8,
            ItemReaders.Vehicle);

        Assert.Equal([new VehicleEntry(1), new VehicleEntry(2)], page!.Items);
        Assert.Equal((2, 2), (page.Length, page.Rejected));
    }

    [Theory]
    [InlineData("{\"total\":120,\"data\":[]}", 120L)]
    [InlineData("{\"data\":[],\"totalCount\":\"120\"}", 120L)]
    [InlineData("{\"data\":[],\"total\":-1}", null)]
    [InlineData("{\"data\":[],\"total\":{\"value\":3}}", null)]
    public void TryRead_Total_IsOptional(string json, long? total) =>
        Assert.Equal(total, ListReader.TryRead(Encoding.UTF8.GetBytes(json), ItemReaders.Vehicle)!.Total);
}
