using System.Text;
using System.Text.Json;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Web.Words;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Check;

/// <summary>Nothing that must not be seen is in any report, in the words for it, or in the log, however the check ends.</summary>
public sealed class CheckSecrecyTests
{
    private const string ClientSecret = "canary-5c21-client-secret";
    private const string TheirWords = "canary-their-words";

    [Fact]
    public async Task Run_HoweverItEnds_GivesNothingAway()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { ClientSecret = ClientSecret });
        var told = new StringBuilder();
        var faults = kit.Vendor.Faults;

        await RunAsync();
        foreach (var call in Enum.GetValues<ApiCall>())
        {
            foreach (var fault in new[] { HttpFault.Status(401), HttpFault.Status(403), HttpFault.Status(429), HttpFault.Status(500), HttpFault.Reset(), HttpFault.Page(TheirWords) })
            {
                faults.Fail(call, fault);
                await RunAsync();
            }
        }

        faults.StreamAddress = $"wss://evil.test/{TheirWords}?token={TheirWords}";
        await RunAsync();
        faults.ScopeRefused = true;
        await RunAsync();

        // The worst vendor: it says back what it was told, as a code and as the name of a field.
        kit.WhenConnected = () =>
        {
            foreach (var secret in kit.Vendor.Counters.Secrets.Append(ClientSecret))
                faults.SendRaw($$"""{"type":"vehicle.offline.{{secret}}","{{secret}}":1,"x{{secret}}":"{{TheirWords}}"}""");
            faults.SendError(kit.Vendor.Counters.Secrets[^1], TheirWords);
        };
        await RunAsync();
        Assert.Equal(CheckCause.StreamError, kit.Reports[^1].Failed!.Problem!.Cause);
        Assert.NotEqual(0, kit.Reports[^1].Findings.Fields[^1].Odd);
        kit.Vendor.ReplaceCredentials("demo-client", "other");
        await RunAsync();

        var secrets = kit.Vendor.Counters.Secrets.Append(ClientSecret).Append(TheirWords)
            .Append(Convert.ToBase64String(Encoding.UTF8.GetBytes($"demo-client:{ClientSecret}"))).ToList();
        Assert.True(secrets.Count > 10);
        Assert.Contains("not accepted", told.ToString(), StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, told.ToString(), StringComparison.OrdinalIgnoreCase));
        Assert.All(kit.Rig.Log.Lines, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase)));

        async Task RunAsync()
        {
            await kit.RunAsync();
            faults.Clear();
            foreach (var report in kit.Reports)
            {
                told.Append(JsonSerializer.Serialize(report)).AppendLine(report.ToString());
                foreach (var step in report.Steps)
                    told.AppendLine(CheckWords.Line(report, step.Kind)).AppendJoin('\n', step.Problem is { } problem ? CheckAdvice.For(step.Kind, problem) : []);
                told.AppendJoin('\n', CheckFactWords.Of(report.Findings));
            }
        }
    }
}
