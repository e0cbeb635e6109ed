using System.Net;
using DispatchMap.Simulator;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class TokenTests : SimulatorTest
{
    protected override SimulatorOptions Options => new() { Fleet = FleetSource.Empty, TokenLifetime = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task Token_WrongSecret_IsInvalidClient()
    {
        var response = await Client.RequestTokenAsync(secret: "guess");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("invalid_client", (await SimulatorClient.JsonAsync(response)).Text("error"));
    }

    [Fact]
    public async Task Token_WriteScope_IsInvalidScope()
    {
        var response = await Client.RequestTokenAsync(scope: "read write");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_scope", (await SimulatorClient.JsonAsync(response)).Text("error"));
    }

    [Fact]
    public async Task Token_CredentialsInForm_IsGranted()
    {
        var response = await Client.RequestTokenAsync(inForm: true);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Token_AskedAgain_IsTheSameWithLessTimeLeft()
    {
        var first = await SimulatorClient.JsonAsync(await Client.RequestTokenAsync());
        Time.Advance(TimeSpan.FromSeconds(599.5));
        var second = await SimulatorClient.JsonAsync(await Client.RequestTokenAsync());
        Time.Advance(TimeSpan.FromSeconds(0.5));
        var third = await SimulatorClient.JsonAsync(await Client.RequestTokenAsync());

        Assert.Equal(600, first.Number("expires_in"));
        Assert.Equal(first.Text("access_token"), second.Text("access_token"));
        Assert.Equal(0, second.Number("expires_in"));
        Assert.NotEqual(first.Text("access_token"), third.Text("access_token"));
        Assert.Equal(2, Server.Counters.TokensIssued);
    }

    [Fact]
    public async Task Request_TokenExpired_IsRefusedQuotingTheToken()
    {
        var token = await Client.SignInAsync();
        Time.Advance(TimeSpan.FromMinutes(10));

        var response = await Client.GetAsync("/vehicles");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Invalid access token: " + token, (await SimulatorClient.JsonAsync(response)).Text("error_description"));
    }

    [Fact]
    public async Task Request_WithoutToken_IsRefused()
    {
        Client.Headers.Authorization = null;

        var response = await Client.GetAsync("/vehicles/lastPositions");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("unauthorized", (await SimulatorClient.JsonAsync(response)).Text("error"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_RevokedOrExpired_IsRefusedOnceAndReplaced(bool revoked)
    {
        if (revoked)
            Server.Faults.RevokeToken();
        else
            Server.Faults.ExpireToken();

        Assert.Equal(HttpStatusCode.Unauthorized, (await Client.GetAsync("/vehicles")).StatusCode);
        await Client.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/vehicles")).StatusCode);
    }

    [Fact]
    public async Task ReplaceCredentials_OldOnes_AreRefusedWithTheirToken()
    {
        Server.ReplaceCredentials("demo-client", "another");

        Assert.Equal(HttpStatusCode.Unauthorized, (await Client.GetAsync("/vehicles")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Client.RequestTokenAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Client.RequestTokenAsync(secret: "another")).StatusCode);
    }
}
