using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DispatchMap.Core;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Live;

/// <summary>What must not be seen is in no log line, at any level, and in no exception, however things fail.</summary>
public sealed class SecrecyTests
{
    private const string ClientSecret = "canary-7f3a-client-secret";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_UnderEveryFault_GivesNoSecretAway()
    {
        await using var rig = await LiveRig.StartAsync(new SimulatorOptions { ClientSecret = ClientSecret });
        var secrets = new HashSet<string> { ClientSecret, Convert.ToBase64String(Encoding.UTF8.GetBytes($"demo-client:{ClientSecret}")) };
        var told = new StringBuilder();

        await TryEverythingAsync();
        foreach (var fault in new[] { HttpFault.Status(401), HttpFault.Status(403), HttpFault.Status(429), HttpFault.Status(500), HttpFault.Reset() })
        {
            foreach (var call in Enum.GetValues<ApiCall>())
            {
                rig.Vendor.Faults.Fail(call, fault);
                await TryEverythingAsync();
                rig.Vendor.Faults.Clear();
            }

            rig.Vendor.Faults.RevokeToken();
        }

        rig.Vendor.ReplaceCredentials("demo-client", "other");
        await TryEverythingAsync();

        Assert.True(secrets.Count > 10);
        Assert.Contains(rig.Log.Lines, line => line.Contains("Polly", StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(rig.Log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(secret, told.ToString(), StringComparison.OrdinalIgnoreCase);
        }

        async Task TryEverythingAsync()
        {
            await LearnAccessTokenAsync();
            await TryAsync(() => rig.Client.GetLastPositionsAsync(Cancel));
            await TryAsync(() => rig.Client.GetVehicleGroupsAsync(Cancel));
            await TryAsync(async () =>
            {
                var stream = await rig.Client.CreateStreamAsync(Scope.All(), Cancel);
                told.Append(stream).Append(JsonSerializer.Serialize(stream));
                secrets.Add(new Uri(stream.WebSocketUrl.Reveal()).Query["?token=".Length..]);
                await using var session = await rig.Client.ConnectAsync(stream, Cancel);
                await foreach (var e in session.ReadAsync(Cancel))
                {
                    told.Append(e);
                    if (e.Kind == StreamEventKind.Connected)
                        rig.Vendor.Faults.SendError(stream.WebSocketUrl.Reveal(), stream.WebSocketUrl.Reveal());
                    if (e.Kind == StreamEventKind.Error)
                        rig.Vendor.Faults.DropSockets();
                }
            });
        }

        async Task TryAsync(Func<Task> action)
        {
            try
            {
                await action().Soon();
            }
            catch (UpstreamException e)
            {
                Assert.Null(e.InnerException);
                told.Append(e);
            }
        }

        // The token server hands out the same token to whoever asks, so we learn the one in use.
        async Task LearnAccessTokenAsync()
        {
            using var http = new HttpClient();
            using var form = new FormUrlEncodedContent([
                new("grant_type", "client_credentials"), new("scope", "read"), new("client_id", "demo-client"), new("client_secret", ClientSecret),
            ]);
            try
            {
                using var reply = await http.PostAsync(rig.Vendor.TokenUrl, form, Cancel);
                if (reply.IsSuccessStatusCode)
                    secrets.Add((await reply.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("access_token").GetString()!);
            }
            catch (HttpRequestException)
            {
                // The fault was for the client, but we met it; the token has not changed.
            }
        }
    }

    [Fact]
    public void Connection_ShownInAnyWay_MasksItsSecret()
    {
        var connection = new UpstreamConnection(new Uri("https://vendor.test/v3"), new Uri("https://vendor.test/t"), "me", new Secret(ClientSecret), true);

        Assert.DoesNotContain(ClientSecret, connection.ToString() + JsonSerializer.Serialize(connection), StringComparison.Ordinal);
    }
}
