using System.Net;
using System.Net.WebSockets;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class StreamTests : SimulatorTest
{
    protected override SimulatorOptions Options => new() { Fleet = FleetSource.Empty, OfflineAfter = TimeSpan.FromMinutes(30) };

    [Theory]
    [InlineData("""{"minIntervalSeconds":4}""")]
    [InlineData("""{"minIntervalSeconds":"5"}""")]
    [InlineData("""{"vehicleIds":[1],"vehicleGroupIds":[1]}""")]
    [InlineData("""{"vehicleIds":["x"]}""")]
    [InlineData("""{"fields":"speed"}""")]
    [InlineData("""{"includeSharedVehicles":1}""")]
    [InlineData("""[]""")]
    public async Task Create_UnusableRequest_IsRefused(string body)
    {
        using var document = System.Text.Json.JsonDocument.Parse(body);

        var response = await Client.CreateAsync(document.RootElement);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, Server.Counters.StreamsCreated);
    }

    [Fact]
    public async Task Create_Defaults_AreConfirmed()
    {
        var reply = await SimulatorClient.JsonAsync(await Client.CreateAsync());

        Assert.StartsWith("lps_", reply.Text("streamId"), StringComparison.Ordinal);
        Assert.StartsWith("ws://127.0.0.1:", reply.Text("websocketUrl"), StringComparison.Ordinal);
        Assert.Equal("2026-06-01T15:00:00Z", reply.Text("expiresAt"));
        Assert.Equal(30, reply.Number("heartbeatSeconds"));
        Assert.Equal(5, reply.Number("minIntervalSeconds"));
    }

    [Fact]
    public async Task Connect_TokenUsedTwice_IsRefused()
    {
        var address = await Client.CreatedUrlAsync();
        using var first = await StreamClient.ConnectAsync(address);

        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => StreamClient.ConnectAsync(address));

        Assert.Contains("401", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_AfterExpiry_IsRefused()
    {
        var address = await Client.CreatedUrlAsync();
        Time.Advance(TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<WebSocketException>(() => StreamClient.ConnectAsync(address));
    }

    [Fact]
    public async Task Connect_WrongToken_IsRefused()
    {
        var address = await Client.CreatedUrlAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => StreamClient.ConnectAsync(new Uri(address.GetLeftPart(UriPartial.Path) + "?token=guess")));
    }

    [Fact]
    public async Task Report_OpenStream_IsSentAsOnTheVendorsPage()
    {
        Fleet.AddVehicle(123, "Van 12", "John Smith", 42);
        using var stream = await Client.OpenAsync();

        Fleet.Report(123, 48.1486, 17.1077, 42.5, 90, Start.AddSeconds(-3));
        var message = await stream.NextTextAsync();

        Assert.Equal(
            """{"type":"vehicle.position.updated","vehicleId":123,"vehicleName":"Van 12","userId":42,"userName":"John Smith","latitude":48.1486,"longitude":17.1077,"speed":42.5,"heading":90,"recordedAt":"2026-06-01T13:59:57Z","receivedAt":"2026-06-01T14:00:00Z","onlineState":"online"}""",
            message?.Text);
    }

    [Fact]
    public async Task Report_FieldsAsked_OnlyTheseAreSentAndUnknownOnesIgnored()
    {
        Fleet.AddVehicle(1, "Van");
        using var stream = await Client.OpenAsync(new { fields = (string[])["vehicleId", "speed", "fuelLevel"] });

        Fleet.Report(1, 48, 17, 50);

        Assert.Equal(["type", "vehicleId", "speed"], (await stream.NextAsync()).Names());
    }

    [Fact]
    public async Task Report_SeveralAtOnce_EachIsSentInOrder()
    {
        Fleet.AddVehicle(1, "Van");
        using var stream = await Client.OpenAsync();

        for (var i = 0; i < 20; i++)
            Fleet.Report(1, 48, 17, i);

        for (var i = 0; i < 20; i++)
            Assert.Equal(i, (await stream.NextAsync()).Number("speed"));
    }

    [Fact]
    public async Task Traffic_FasterThanMinInterval_OnlyTheNewestIsSentWhenItHasPassed()
    {
        Fleet.AddVehicle(1, "Van");
        Fleet.AddVehicle(2, "Mark");
        using var stream = await Client.OpenAsync(new { minIntervalSeconds = 10 });

        Fleet.Report(1, 48, 17, 1, coalesce: true);
        Assert.Equal(1, (await stream.NextAsync()).Number("speed"));
        Fleet.Report(1, 48, 17, 2, coalesce: true);
        Time.Advance(TimeSpan.FromSeconds(9.8));
        Fleet.Report(1, 48, 17, 3, coalesce: true);
        Fleet.Report(2, 48, 17, 99);

        Assert.Equal(99, (await stream.NextAsync()).Number("speed"));
        Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(3, (await stream.NextAsync()).Number("speed"));
    }

    [Fact]
    public async Task Report_OutsideTheScope_IsNotSent()
    {
        Fleet.AddVehicle(1, "Asked");
        Fleet.AddVehicle(2, "In group", groupIds: [10]);
        Fleet.AddVehicle(3, "Shared", isShared: true);
        using var byVehicle = await Client.OpenAsync(new { vehicleIds = (int[])[1] });
        using var byGroup = await Client.OpenAsync(new { vehicleGroupIds = (int[])[10] });
        using var own = await Client.OpenAsync(new { includeSharedVehicles = false });
        using var all = await Client.OpenAsync();

        foreach (var id in (long[])[3, 2, 1])
            Fleet.Report(id, 48, 17);

        Assert.Equal(1, (await byVehicle.NextAsync()).Number("vehicleId"));
        Assert.Equal(2, (await byGroup.NextAsync()).Number("vehicleId"));
        Assert.Equal(2, (await own.NextAsync()).Number("vehicleId"));
        Assert.Equal(3, (await all.NextAsync()).Number("vehicleId"));
    }

    [Fact]
    public async Task Create_EmptyVehicleList_StreamsNoVehicle()
    {
        Fleet.AddVehicle(1, "Van");
        using var stream = await Client.OpenAsync(new { vehicleIds = Array.Empty<int>() });

        Fleet.Report(1, 48, 17);
        Server.Faults.SendRaw("""{"type":"mark"}""");

        Assert.Equal("mark", (await stream.NextAsync()).Type());
    }

    [Fact]
    public async Task Vehicle_AddedLater_IsStreamed()
    {
        using var stream = await Client.OpenAsync();

        Fleet.AddVehicle(7, "New");
        Fleet.Report(7, 48, 17);

        Assert.Equal(7, (await stream.NextAsync()).Number("vehicleId"));
    }

    [Fact]
    public async Task Heartbeat_EachInterval_IsSentOnTime()
    {
        using var stream = await Client.OpenAsync();

        Time.Advance(TimeSpan.FromSeconds(30));
        var first = await stream.NextAsync();
        Time.Advance(TimeSpan.FromSeconds(30));
        var second = await stream.NextAsync();

        Assert.Equal("heartbeat", first.Type());
        Assert.Equal("2026-06-01T14:00:30Z", first.Text("sentAt"));
        Assert.Equal("2026-06-01T14:01:00Z", second.Text("sentAt"));
    }

    [Fact]
    public async Task Vehicle_SilentForLong_GoesOfflineOnce()
    {
        Fleet.AddVehicle(1, "Van");
        using var stream = await Client.OpenAsync();
        Fleet.Report(1, 48, 17);
        await stream.NextAsync();

        Time.Advance(TimeSpan.FromMinutes(31));
        var offline = await stream.NextOfAsync("vehicle.offline");
        Time.Advance(TimeSpan.FromMinutes(1));
        Fleet.Report(1, 48, 17.1);
        var next = await stream.NextOfOtherThanAsync("heartbeat");

        Assert.Equal(["type", "vehicleId", "lastSeenAt"], offline.Names());
        Assert.Equal("2026-06-01T14:00:00Z", offline.Text("lastSeenAt"));
        Assert.Equal("vehicle.position.updated", next.Type());
        Assert.False(Fleet.Vehicles[0].IsOffline);
    }

    [Fact]
    public async Task GoOffline_NowAndInTheList_IsOffline()
    {
        Fleet.AddVehicle(1, "Van");
        using var stream = await Client.OpenAsync();
        Fleet.Report(1, 48, 17, recordedAt: Start.AddMinutes(-1));
        await stream.NextAsync();

        Fleet.GoOffline(1);

        Assert.Equal("2026-06-01T13:59:00Z", (await stream.NextAsync()).Text("lastSeenAt"));
        var list = await Client.GetJsonAsync("/vehicles/lastPositions");
        Assert.Equal("offline", list.GetProperty("data")[0].Text("onlineState"));
    }

    [Fact]
    public async Task Stream_AtExpiresAt_IsClosed()
    {
        using var stream = await Client.OpenAsync();

        Time.Advance(TimeSpan.FromHours(1));
        while (await stream.NextTextAsync() is not null)
        {
        }

        Assert.Equal(WebSocketCloseStatus.NormalClosure, stream.CloseStatus);
    }

    [Fact]
    public async Task Client_Closes_IsAnsweredAndForgotten()
    {
        using var stream = await Client.OpenAsync();

        await stream.CloseAsync();
        await Server.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();

        Assert.Equal(1, Server.Counters.SocketsOpened);
    }

    [Fact]
    public async Task Restart_SamePort_VoidsStreamsAndTokens()
    {
        Fleet.AddVehicle(1, "Van");
        Fleet.Report(1, 48, 17);
        using var stream = await Client.OpenAsync();
        var address = Server.BaseUrl;

        await Server.StopAsync().Soon();
        Assert.Null(await stream.NextTextAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetAsync("/vehicles"));
        await Server.StartAsync(TestContext.Current.CancellationToken).Soon();

        Assert.Equal(address, Server.BaseUrl);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Client.GetAsync("/vehicles")).StatusCode);
        await Client.SignInAsync();
        Assert.Equal(1, (await Client.GetJsonAsync("/vehicles/lastPositions")).GetProperty("data").GetArrayLength());
        using var again = await Client.OpenAsync();
        Assert.Equal(2, Server.Counters.Requests(ApiCall.Socket));
    }
}
