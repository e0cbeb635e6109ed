using System.Net;
using DispatchMap.Simulator.Control;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class ControlTests : SimulatorTest
{
    [Fact]
    public async Task Get_ForPeople_ListsEveryFault()
    {
        var response = await Client.ControlAsync(HttpMethod.Get, "");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.All(FaultCatalogue.All, fault => Assert.Contains("  " + fault.Name, text, StringComparison.Ordinal));
        Assert.DoesNotContain("demo-secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EveryFaultWithItsSample_IsUnderstood()
    {
        foreach (var fault in FaultCatalogue.All)
        {
            var sample = fault.Query.Replace("true|false", "true", StringComparison.Ordinal);
            Assert.Equal((fault.Name, HttpStatusCode.OK), (fault.Name, (await PostAsync($"/faults/{fault.Name}{sample}")).StatusCode));
        }
    }

    [Theory]
    [InlineData("/faults/earthquake", HttpStatusCode.NotFound)]
    [InlineData("/faults/close?code=99", HttpStatusCode.BadRequest)]
    [InlineData("/faults/http?status=200", HttpStatusCode.BadRequest)]
    [InlineData("/faults/http?status=500&call=nothing", HttpStatusCode.BadRequest)]
    [InlineData("/faults/slow", HttpStatusCode.BadRequest)]
    [InlineData("/faults/silent?on=maybe", HttpStatusCode.BadRequest)]
    [InlineData("/vehicles/77/offline", HttpStatusCode.BadRequest)]
    [InlineData("/vehicles/77/dance", HttpStatusCode.NotFound)]
    public async Task Post_Nonsense_IsRefused(string path, HttpStatusCode status)
    {
        Assert.Equal(status, (await PostAsync(path)).StatusCode);
        Assert.Empty(Server.Faults.Http);
        Assert.False(Server.Faults.Silent);
    }

    [Fact]
    public async Task Post_FromAWebPage_IsRefused()
    {
        Client.Headers.Add("Origin", "https://example.com");

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("/faults/silent")).StatusCode);
        Assert.False(Server.Faults.Silent);
    }

    [Fact]
    public async Task Post_HttpFaultOfOneCall_HoldsUntilDeleted()
    {
        await PostAsync("/faults/http?status=503&call=vehicles");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Client.GetAsync("/vehicles")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/vehicles/lastPositions")).StatusCode);
        await Client.ControlAsync(HttpMethod.Delete, "/faults");
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/vehicles")).StatusCode);
    }

    [Fact]
    public async Task Post_EventFaults_AddUpAndSwitchOff()
    {
        await PostAsync("/faults/duplicate");
        await PostAsync("/faults/malformed?on=true");
        await PostAsync("/faults/duplicate?on=false");

        Assert.Equal(EventFaults.Malformed, Server.Faults.Events);
    }

    [Fact]
    public async Task Post_VehicleOffline_ReachesTheStream()
    {
        Fleet.AddVehicle(5, "Van");
        Fleet.Report(5, 48, 17);
        using var stream = await Client.OpenAsync();

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/vehicles/5/offline")).StatusCode);
        Assert.Equal("vehicle.offline", (await stream.NextAsync()).Type());
    }

    private Task<HttpResponseMessage> PostAsync(string path) => Client.ControlAsync(HttpMethod.Post, path);
}
