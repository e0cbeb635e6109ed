using DispatchMap.Core.MyCarTracks;
using DispatchMap.Simulator;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Live;

/// <summary>Whatever shape the vendor's lists have, the fleet is the same.</summary>
public sealed class ListShapeTests
{
    public static TheoryData<int> Shapes => [.. Enumerable.Range(0, All.Length)];

    private static readonly ListShape[] All =
    [
        new(),
        .. Enum.GetValues<ListEnvelope>().Select(envelope => new ListShape { Envelope = envelope, TotalName = "total" }),
        .. Enum.GetValues<VehicleIdName>().Select(name => new ListShape { VehicleId = name }),
        new() { IdsAsText = true },
        .. Enum.GetValues<PositionNesting>().SelectMany(nesting => Enum.GetValues<CoordinateNames>()
            .Select(names => new ListShape { Position = nesting, Coordinates = names })),
        .. Enum.GetValues<TimeFormat>().Select(format => new ListShape { Times = format }),
        new() { Missing = MissingParts.Absent },
        .. Enum.GetValues<Paging>().Select(paging => new ListShape { Paging = paging, TotalName = "totalCount" }),
        new() { Paging = Paging.Page, Envelope = ListEnvelope.Bare },
        new()
        {
            Envelope = ListEnvelope.Content, VehicleId = VehicleIdName.CarId, IdsAsText = true, Position = PositionNesting.LastPosition,
            Coordinates = CoordinateNames.LatLng, Times = TimeFormat.EpochMilliseconds, Missing = MissingParts.Absent, Paging = Paging.Page,
        },
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Lists_InAnyShape_DescribeTheSameFleet(int shape)
    {
        await using var plain = await LiveRig.StartAsync(new SimulatorOptions { PageSizeCap = 1000 });
        await using var odd = await LiveRig.StartAsync(new SimulatorOptions { PageSizeCap = 25, Shape = All[shape] });

        var positions = await odd.Client.GetLastPositionsAsync(Cancel).Soon();
        var vehicles = await odd.Client.GetVehiclesAsync(Cancel).Soon();

        var expected = (await plain.Client.GetLastPositionsAsync(Cancel).Soon()).Items;
        Assert.Equal(62, expected.Count);
        Assert.Equal(2, expected.Count(v => v.Report is null));
        if (All[shape].Paging != Paging.None)
        {
            Assert.Equal(expected.Select(Describe).Order(), positions.Items.Select(Describe).Order());
            Assert.Equal(expected.Select(v => (v.VehicleId, v.Name)).Order(), vehicles.Items.Select(v => (v.VehicleId, v.Name)).Order());
            Assert.True(positions.Complete && vehicles.Complete);
        }

        Assert.Equal((0, 0), (positions.Rejected, vehicles.Rejected));
    }

    [Fact]
    public async Task Lists_NeverPagedAndCapped_AreIncompleteWhenTheTotalSaysSo()
    {
        await using var rig = await LiveRig.StartAsync(new SimulatorOptions
        {
            PageSizeCap = 25, Shape = new ListShape { Paging = Paging.None, TotalName = "total" },
        });

        var positions = await rig.Client.GetLastPositionsAsync(Cancel).Soon();

        Assert.Equal(positions.Items.Count == 62, positions.Complete);
    }

    // Epoch seconds lose the fraction, so compare without it.
    private static string Describe(VehicleEntry vehicle) => vehicle.Report is not { } report
        ? $"{vehicle.VehicleId} {vehicle.Name} {vehicle.UserName}"
        : $"{vehicle.VehicleId} {vehicle.Name} {vehicle.UserName} {report.Latitude} {report.Longitude} {report.SpeedKmh} "
            + $"{report.HeadingDegrees} {report.RecordedAt:s} {report.ReceivedAt:s} {report.OnlineState} {report.UserId}";
}
