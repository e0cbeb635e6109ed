using System.Net;
using System.Net.WebSockets;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class FaultTests : SimulatorTest
{
    private const string Mark = """{"type":"mark"}""";

    [Fact]
    public async Task DropSockets_OpenStream_BreaksWithoutClose()
    {
        using var stream = await Client.OpenAsync();

        Assert.Equal(1, Server.Faults.DropSockets());

        await Assert.ThrowsAsync<WebSocketException>(stream.NextTextAsync);
        await Server.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
    }

    [Fact]
    public async Task CloseSockets_WithCode_ArrivesWithIt()
    {
        using var stream = await Client.OpenAsync();

        Server.Faults.CloseSockets(4001, "Try again");

        Assert.Null(await stream.NextTextAsync());
        Assert.Equal(4001, (int?)stream.CloseStatus);
    }

    [Fact]
    public async Task Silent_OpenStream_SaysNothingUntilSwitchedOff()
    {
        Fleet.AddVehicle(1, "Van");
        using var stream = await Client.OpenAsync();
        Server.Faults.Silent = true;
        Time.Advance(TimeSpan.FromMinutes(5));
        Fleet.Report(1, 48, 17);
        var sent = Server.Counters.MessagesSent;
        var next = stream.NextAsync();

        Assert.Equal(1, sent);
        Assert.False(next.IsCompleted);
        Assert.Equal(1, Server.Counters.OpenSockets);
        Server.Faults.Silent = false;
        Assert.Equal("vehicle.position.updated", (await next).Type());
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Fail_Status_AnswersItSoManyTimes(int status)
    {
        Server.Faults.Fail(ApiCall.LastPositions, HttpFault.Status(status), times: 2);

        Assert.Equal(status, (int)(await Client.GetAsync("/vehicles/lastPositions")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/vehicles")).StatusCode);
        Assert.Equal(status, (int)(await Client.GetAsync("/vehicles/lastPositions")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/vehicles/lastPositions")).StatusCode);
        Assert.Equal(3, Server.Counters.Requests(ApiCall.LastPositions));
    }

    [Fact]
    public async Task Fail_TooManyRequests_SaysWhenToRetryInSecondsOrAsDate()
    {
        Server.Faults.Fail(ApiCall.Vehicles, HttpFault.Status(429, TimeSpan.FromSeconds(7)), times: 1);
        var seconds = await Client.GetAsync("/vehicles");
        Server.Faults.Fail(ApiCall.Vehicles, HttpFault.Status(429, TimeSpan.FromSeconds(90), asDate: true), times: 1);
        var date = await Client.GetAsync("/vehicles");

        Assert.Equal(TimeSpan.FromSeconds(7), seconds.Headers.RetryAfter?.Delta);
        Assert.Equal(Start.AddSeconds(90), date.Headers.RetryAfter?.Date);
    }

    [Fact]
    public async Task Fail_Slow_AnswersWhenTheDelayIsOver()
    {
        Server.Faults.Fail(ApiCall.Vehicles, HttpFault.Slow(TimeSpan.FromSeconds(20)));
        var delayed = Time.NextTimer();
        var answer = Client.GetAsync("/vehicles");
        await delayed.Soon();

        Time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(answer.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
    }

    [Fact]
    public async Task Fail_Reset_BreaksTheConnection()
    {
        Server.Faults.Fail(ApiCall.CreateStream, HttpFault.Reset(), times: 1);

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.CreateAsync());
        Assert.Equal(HttpStatusCode.OK, (await Client.CreateAsync()).StatusCode);
    }

    [Fact]
    public async Task FailAll_UntilCleared_CoversTokenAndSocketToo()
    {
        var address = await Client.CreatedUrlAsync();
        Server.Faults.FailAll(HttpFault.Status(503));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Client.RequestTokenAsync()).StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => StreamClient.ConnectAsync(address));
        Server.Faults.Clear();
        using var stream = await StreamClient.ConnectAsync(address);
    }

    [Fact]
    public async Task StreamLimit_SecondStream_IsRefusedUntilTheFirstEnds()
    {
        Server.Faults.StreamLimit = 1;
        using var stream = await Client.OpenAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await Client.CreateAsync()).StatusCode);
        await stream.CloseAsync();
        await Server.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
        Assert.Equal(HttpStatusCode.OK, (await Client.CreateAsync()).StatusCode);
    }

    [Fact]
    public async Task NewestStreamOnly_SecondStream_ClosesTheFirst()
    {
        Server.Faults.NewestStreamOnly = true;
        using var first = await Client.OpenAsync();
        using var second = await Client.OpenAsync();

        Assert.Null(await first.NextTextAsync());
        Server.Fleet.AddVehicle(1, "Van 1");
        Server.Fleet.Report(1, 48, 17, 50, 90);
        Assert.NotNull(await second.NextTextAsync());
    }

    [Fact]
    public async Task StreamLifetime_Shortened_ClosesNewStreamsSooner()
    {
        Server.Faults.StreamLifetime = TimeSpan.FromSeconds(10);
        using var stream = await Client.OpenAsync();

        Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await stream.NextTextAsync());
    }

    [Theory]
    [InlineData(EventFaults.Malformed)]
    [InlineData(EventFaults.Truncated)]
    public async Task Events_NoJson_GoesAheadOfThePosition(EventFaults fault)
    {
        using var stream = await OpenWithAsync(fault);

        var broken = await stream.NextTextAsync();

        Assert.ThrowsAny<System.Text.Json.JsonException>(() => System.Text.Json.JsonDocument.Parse(broken!.Value.Text));
        Assert.Equal("vehicle.position.updated", (await stream.NextAsync()).Type());
    }

    [Theory]
    [InlineData(EventFaults.UnknownType, "vehicle.battery.low")]
    [InlineData(EventFaults.Error, "error")]
    public async Task Events_OfAnotherType_GoAheadOfThePosition(EventFaults fault, string type)
    {
        using var stream = await OpenWithAsync(fault);

        Assert.Equal(type, (await stream.NextAsync()).Type());
        Assert.Equal("vehicle.position.updated", (await stream.NextAsync()).Type());
    }

    [Fact]
    public async Task Events_InvalidValues_GoAheadOfThePosition()
    {
        using var stream = await OpenWithAsync(EventFaults.InvalidValues);

        Assert.Equal(91, (await stream.NextAsync()).Number("latitude"));
        Assert.Equal(48, (await stream.NextAsync()).Number("latitude"));
    }

    [Fact]
    public async Task Events_Duplicate_ComeTwice()
    {
        using var stream = await OpenWithAsync(EventFaults.Duplicate);

        var (first, second) = (await stream.NextTextAsync(), await stream.NextTextAsync());

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(EventFaults.OutOfOrder, "2026-06-01T13:59:00Z")]
    [InlineData(EventFaults.FutureDated, "2026-06-01T15:00:00Z")]
    public async Task Events_WithWrongDate_FollowFromAnotherPlace(EventFaults fault, string recordedAt)
    {
        using var stream = await OpenWithAsync(fault);

        var (right, wrong) = (await stream.NextAsync(), await stream.NextAsync());

        Assert.Equal("2026-06-01T14:00:00Z", right.Text("recordedAt"));
        Assert.Equal(recordedAt, wrong.Text("recordedAt"));
        Assert.NotEqual(right.Number("latitude"), wrong.Number("latitude"));
    }

    [Fact]
    public async Task Events_Oversized_GoAheadOncePerSecond()
    {
        using var stream = await OpenWithAsync(EventFaults.Oversized);
        Fleet.Report(1, 48, 17);

        Assert.Equal(Server.Faults.OversizedBytes, (await stream.NextTextAsync())!.Value.Text.Length);
        Assert.Equal("vehicle.position.updated", (await stream.NextAsync()).Type());
        Assert.Equal("vehicle.position.updated", (await stream.NextAsync()).Type());
    }

    [Fact]
    public async Task Events_Fragmented_ComeInSeveralFrames()
    {
        using var stream = await OpenWithAsync(EventFaults.Fragmented);

        var message = await stream.NextTextAsync();

        Assert.Equal(2, message!.Value.Frames);
        Assert.Contains("\"onlineState\":\"online\"}", message.Value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_HtmlNames_AreInEventsAndLists()
    {
        using var stream = await OpenWithAsync(EventFaults.HtmlNames);

        var name = (await stream.NextAsync()).Text("vehicleName");
        var listed = (await Client.GetJsonAsync("/vehicles")).GetProperty("data")[0].Text("name");

        Assert.StartsWith("<img src=x onerror=", name, StringComparison.Ordinal);
        Assert.Equal(name, listed);
    }

    [Fact]
    public async Task SendError_WithQuotes_IsAnErrorEvent()
    {
        using var stream = await Client.OpenAsync();

        Server.Faults.SendError("rate_limited", "Say \"please\"");
        var message = await stream.NextAsync();

        Assert.Equal("error", message.Type());
        Assert.Equal("rate_limited", message.Text("code"));
        Assert.Equal("Say \"please\"", message.Text("message"));
    }

    [Fact]
    public async Task Clear_AfterEventFaults_LeavesOnlyThePosition()
    {
        Fleet.AddVehicle(1, "Van");
        Server.Faults.Events = EventFaults.Malformed | EventFaults.Duplicate;
        Server.Faults.Clear();
        using var stream = await Client.OpenAsync();

        Fleet.Report(1, 48, 17);
        Server.Faults.SendRaw(Mark);

        Assert.Equal("vehicle.position.updated", (await stream.NextAsync()).Type());
        Assert.Equal("mark", (await stream.NextAsync()).Type());
    }

    private async Task<StreamClient> OpenWithAsync(EventFaults fault)
    {
        Fleet.AddVehicle(1, "Van");
        var stream = await Client.OpenAsync();
        Server.Faults.Events = fault;
        Fleet.Report(1, 48, 17);
        return stream;
    }
}
