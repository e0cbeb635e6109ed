using DispatchMap.Simulator;
using DispatchMap.Simulator.Fleet;
using DispatchMap.Simulator.Traffic.Replay;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class ReplayTests
{
    private const string Header = "vehicle,timestamp,latitude,longitude\n";

    private static readonly DateTimeOffset Start = new(2026, 6, 1, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "line 1: there is no column 'vehicle'")]
    [InlineData("vehicle,time,latitude,longitude\n", "line 1: there is no column 'timestamp'")]
    [InlineData(Header, "holds no points")]
    [InlineData(Header + "1,2022-01-29T23:28:00Z,28.5,-81.4\n1,yesterday,28.5,-81.4\n", "line 3: the timestamp 'yesterday'")]
    [InlineData(Header + "1,2022-01-29T23:28:00Z,98.5,-81.4\n", "line 2: the latitude '98.5'")]
    [InlineData(Header + "1,2022-01-29T23:28:00Z,28.5,west\n", "line 2: the longitude 'west'")]
    [InlineData(Header + "1,2022-01-29T23:28:00Z,28.5\n", "line 2")]
    [InlineData(Header + ",2022-01-29T23:28:00Z,28.5,-81.4\n", "line 2: the vehicle is missing")]
    [InlineData(Header + "1,2022-01-29T23:28:00Z,NaN,-81.4\n", "line 2: the latitude 'NaN'")]
    public void Read_BadFile_SaysWhatAndWhere(string text, string problem)
    {
        var error = Assert.Throws<ReplayFileException>(() => Read(text));

        Assert.StartsWith("trips.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_IsOneClearError()
    {
        var options = new SimulatorOptions { Fleet = FleetSource.Replay("/no/such/file.csv") };

        Assert.Throws<ReplayFileException>(() => FleetFactory.Create(options, new FakeTimeProvider()));
    }

    [Fact]
    public void Derive_DriveNorthThenStandWithNoise_KeepsTheLastHeading()
    {
        var trip = Assert.Single(Read(Header
            + "1,2022-01-29T23:28:00Z,48.0000,17\n"
            + "1,2022-01-29T23:28:05Z,48.0010,17\n"
            + "1,2022-01-29T23:28:10Z,48.0020,17\n"
            + "1,2022-01-29T23:28:15Z,48.00201,17.00001\n"
            + "1,2022-01-29T23:28:20Z,48.002,17\n"));

        Assert.Equal([0, 80.1, 80.1, 0, 0], trip.Points.Select(point => point.SpeedKmh));
        Assert.All(trip.Points, point => Assert.Equal(0, point.Heading, 1));
    }

    [Fact]
    public void Derive_LeapOfTheFix_IsNoSpeed()
    {
        var trip = Assert.Single(Read(Header
            + "1,2022-01-29T23:28:00Z,48.000,17\n"
            + "1,2022-01-29T23:28:05Z,48.001,17\n"
            + "1,2022-01-29T23:28:10Z,48.101,17\n"));

        Assert.Equal(trip.Points[1].SpeedKmh, trip.Points[2].SpeedKmh);
    }

    [Fact]
    public void Read_DisorderAndDoubles_AreSortedAndDropped()
    {
        var trips = Read(Header
            + "b,2022-01-29T23:28:05Z,48.001,17\n"
            + "a,2023-01-29T23:28:00Z,49,17\n"
            + "b,2022-01-29T23:28:00Z,48.000,17\n"
            + "b,2022-01-29T23:28:05Z,50,17\n");

        Assert.Equal(["b", "a"], trips.Select(trip => trip.Vehicle));
        Assert.Equal([48.000, 48.001], trips[0].Points.Select(point => point.Latitude));
    }

    [Fact]
    public void Traffic_TripsOfDifferentDays_StartTogetherNowAndLoop()
    {
        var time = new FakeTimeProvider(Start);
        var fleet = new SimulatedFleet(time, TimeSpan.FromMinutes(30));
        var path = Path.GetTempFileName();
        File.WriteAllText(path, Header
            + "1,2022-01-29T23:28:00Z,48.000,17\n1,2022-01-29T23:28:20Z,48.001,17\n"
            + "2,2023-05-01T10:00:00Z,49.000,18\n2,2023-05-01T10:00:20Z,49.001,18\n");
        fleet.Drive(ReplayTraffic.Start(fleet, path, Start, seed: 1));
        File.Delete(path);

        var first = Latitudes(fleet);
        time.Advance(TimeSpan.FromSeconds(20));
        var second = Latitudes(fleet);
        time.Advance(TimeSpan.FromSeconds(30));
        var again = Latitudes(fleet);

        Assert.Equal([48.000, 49.000], first);
        Assert.Equal([48.001, 49.001], second);
        Assert.Equal(first, again);
        Assert.All(fleet.Vehicles, vehicle => Assert.InRange(time.GetUtcNow() - vehicle.LastPosition!.Value.RecordedAt, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
    }

    private static double?[] Latitudes(SimulatedFleet fleet) => [.. fleet.Vehicles.Select(vehicle => vehicle.LastPosition?.Latitude)];

    private static List<Trip> Read(string text)
    {
        using var reader = new StringReader(text);
        return ReplayFile.Read(reader, "trips.csv");
    }
}
