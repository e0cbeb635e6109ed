using System.Net;
using DispatchMap.Simulator;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class ListTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task LastPositions_Likeliest_IsAFlatListInData()
    {
        Assert.Equal(
            """{"data":[{"vehicleId":1,"vehicleName":"Van <1>","userId":9,"userName":"Žofia","latitude":48.1,"longitude":17.1,"speed":null,"heading":90,"recordedAt":"2026-06-01T14:00:00Z","receivedAt":"2026-06-01T14:00:00Z","onlineState":"online"},{"vehicleId":2,"vehicleName":"New","userId":null,"userName":null,"latitude":null,"longitude":null,"speed":null,"heading":null,"recordedAt":null,"receivedAt":null,"onlineState":null}]}""",
            await TextAsync(new ListShape(), "/vehicles/lastPositions"));
    }

    [Fact]
    public async Task LastPositions_EveryOtherVariantAtOnce_IsWrittenThatWay()
    {
        var shape = new ListShape
        {
            Envelope = ListEnvelope.Content,
            TotalName = "totalCount",
            VehicleId = VehicleIdName.CarId,
            IdsAsText = true,
            Position = PositionNesting.LastPosition,
            Coordinates = CoordinateNames.LatLng,
            Times = TimeFormat.EpochMilliseconds,
            Missing = MissingParts.Absent,
            Membership = GroupMembership.OnVehicle,
        };

        Assert.Equal(
            """{"totalCount":2,"content":[{"carId":"1","name":"Van <1>","userId":"9","userName":"Žofia","vehicleGroupIds":["10"],"lastPosition":{"lat":48.1,"lng":17.1,"heading":90,"recordedAt":1780322400000,"receivedAt":1780322400000,"onlineState":"online"}},{"carId":"2","name":"New","vehicleGroupIds":[]}]}""",
            await TextAsync(shape, "/vehicles/lastPositions"));
    }

    [Fact]
    public async Task LastPositions_NeverSeenNotListed_LeavesThemOut()
    {
        var text = await TextAsync(new ListShape { NeverSeenListed = false, Times = TimeFormat.EpochSeconds }, "/vehicles/lastPositions");

        Assert.DoesNotContain("New", text, StringComparison.Ordinal);
        Assert.Contains("\"recordedAt\":1780322400,", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ListEnvelope.Items, VehicleIdName.VehicleId, """{"items":[{"vehicleId":1,"vehicleName":"Van <1>"},{"vehicleId":2,"vehicleName":"New"}]}""")]
    [InlineData(ListEnvelope.Bare, VehicleIdName.ByList, """[{"id":1,"name":"Van <1>"},{"id":2,"name":"New"}]""")]
    public async Task Vehicles_Envelopes_AreAsAsked(ListEnvelope envelope, VehicleIdName id, string expected)
    {
        Assert.Equal(expected, await TextAsync(new ListShape { Envelope = envelope, VehicleId = id }, "/vehicles"));
    }

    [Theory]
    [InlineData(GroupPath.VehicleGroups, "/vehicleGroups")]
    [InlineData(GroupPath.VehicleGroupsDashed, "/vehicle-groups")]
    [InlineData(GroupPath.Groups, "/groups")]
    public async Task Groups_AtTheirPath_SayTheirMembers(GroupPath path, string address)
    {
        Assert.Equal("""{"data":[{"id":10,"name":"East","vehicleIds":[1]}]}""", await TextAsync(new ListShape { Groups = path }, address));
    }

    [Fact]
    public async Task Groups_MembershipOnVehicle_IsNotOnTheGroup()
    {
        var shape = new ListShape { Membership = GroupMembership.OnVehicleSingle };

        Assert.Equal("""{"data":[{"id":10,"name":"East"}]}""", await TextAsync(shape, "/vehicleGroups"));
        Assert.Contains("\"groupId\":10", await TextAsync(shape, "/vehicles"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorStyle.OAuth, "{\"error\":\"not_found\"")]
    [InlineData(ErrorStyle.CodeMessage, "{\"code\":\"not_found\"")]
    [InlineData(ErrorStyle.Html, "<!doctype html>")]
    [InlineData(ErrorStyle.Empty, "")]
    public async Task Groups_Absent_AreNotFoundInTheErrorStyle(ErrorStyle style, string start)
    {
        await using var server = await ServerAsync(new ListShape { Groups = GroupPath.Absent, Errors = style });
        using var client = new SimulatorClient(server);
        await client.SignInAsync();

        var response = await client.GetAsync("/vehicleGroups");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.StartsWith(start, body, StringComparison.Ordinal);
        Assert.Equal(style == ErrorStyle.Empty, body.Length == 0);
    }

    [Fact]
    public async Task Paging_ByOffset_CutsTheLimitWithoutAWord()
    {
        Assert.Equal([[1, 2, 3], [4, 5, 6], [7], []], await PagesAsync(Paging.Offset, "?limit=100&offset=0", "?limit=100&offset=3", "?offset=6", "?offset=9"));
    }

    [Fact]
    public async Task Paging_ByPage_SkipsWholePagesAndIgnoresOffset()
    {
        Assert.Equal([[1, 2], [3, 4], [1, 2]], await PagesAsync(Paging.Page, "?limit=2", "?limit=2&page=1", "?limit=2&offset=2"));
    }

    [Fact]
    public async Task Paging_None_BringsTheFirstPageAlways()
    {
        Assert.Equal([[1, 2, 3], [1, 2, 3], [1, 2, 3]], await PagesAsync(Paging.None, "", "?offset=3", "?page=1"));
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=many")]
    [InlineData("?offset=-1")]
    public async Task Paging_UnusableNumbers_AreRefused(string query)
    {
        await using var server = await ServerAsync(new ListShape());
        using var client = new SimulatorClient(server);
        await client.SignInAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/vehicles" + query)).StatusCode);
    }

    [Fact]
    public async Task OpenApi_WithoutToken_NamesThePaths()
    {
        await using var server = await ServerAsync(new ListShape());
        using var client = new SimulatorClient(server);

        var document = await client.GetJsonAsync("/../openapi.json");

        Assert.Contains("/vehicles/livePositions/stream", document.GetProperty("paths").Names());
    }

    private static async Task<long[][]> PagesAsync(Paging paging, params string[] queries)
    {
        var options = new SimulatorOptions { Fleet = FleetSource.Empty, PageSizeCap = 3, Shape = new ListShape { Paging = paging } };
        await using var server = await SimulatorServer.StartAsync(options, TimeProvider.System, ct: TestContext.Current.CancellationToken).Soon();
        for (var id = 1; id <= 7; id++)
            server.Fleet.AddVehicle(id, "Van " + id);
        using var client = new SimulatorClient(server);
        await client.SignInAsync();
        var pages = new List<long[]>();
        foreach (var query in queries)
            pages.Add([.. (await client.GetJsonAsync("/vehicles" + query)).GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetInt64())]);
        return [.. pages];
    }

    private static async Task<string> TextAsync(ListShape shape, string path)
    {
        await using var server = await ServerAsync(shape);
        using var client = new SimulatorClient(server);
        await client.SignInAsync();
        var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<SimulatorServer> ServerAsync(ListShape shape)
    {
        var server = await SimulatorServer.StartAsync(new SimulatorOptions { Fleet = FleetSource.Empty, Shape = shape }, new SignallingTime(Start), ct: TestContext.Current.CancellationToken).Soon();
        server.Fleet.AddGroup(10, "East");
        server.Fleet.AddVehicle(1, "Van <1>", "Žofia", 9, [10]);
        server.Fleet.AddVehicle(2, "New");
        server.Fleet.Report(1, 48.1, 17.1, null, 90);
        return server;
    }
}
