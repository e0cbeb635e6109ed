using System.Collections.Concurrent;
using System.Text;
using DispatchMap.Core.Feeds;
using DispatchMap.Simulator;
using DispatchMap.Tests.MyCarTracks;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DispatchMap.Tests.Faults;

/// <summary>Looks for secrets in everything that was written and shown.</summary>
internal sealed class Canary : IDisposable
{
    public const string ClientSecret = "canary-41d0b7-secret";

    private readonly LogSink _log = new();
    private readonly ConcurrentQueue<string> _shown = new();

    public void Record(ILoggingBuilder logging) => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log);

    public void Shown(string? text)
    {
        if (text is not null)
            _shown.Enqueue(text);
    }

    public void Shown(byte[] frame) => _shown.Enqueue(Encoding.Latin1.GetString(frame));

    /// <summary>Whether a feed was in this phase, however shortly.</summary>
    public bool Entered(FeedPhase phase) => _log.Lines.Any(line => line.Contains($" → {phase} ", StringComparison.Ordinal));

    public void Dispose() => _log.Dispose();

    public void AssertSilent(SimulatorCounters counters)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new SimulatorOptions().ClientId}:{ClientSecret}"));
        string[] secrets = [ClientSecret, basic, .. counters.Secrets];
        Assert.True(secrets.Length >= 4, "an access token and a stream token were in play");
        Assert.Contains(_log.Lines, line => line.Contains("DispatchMap.Core", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains("Polly", StringComparison.Ordinal));
        Assert.NotEmpty(_shown);
        foreach (var text in _log.Lines.Concat(_shown))
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }
}
