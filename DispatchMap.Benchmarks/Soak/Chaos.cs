using System.Collections.Concurrent;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>Makes the vendor fail, in a random way every few seconds, with whatever is still failing from before.</summary>
internal sealed class Chaos(SimulatorServer server, Random random, TimeProvider time)
{
    private static readonly TimeSpan LongOutage = SoakOptions.Stale + TimeSpan.FromSeconds(4);

    /// <summary>Refusals of a stream are left to <see cref="Refusing"/>.</summary>
    private static readonly int[] Troubles = [500, 502, 503, 503, 429, 429, 401];

    private static readonly ApiCall[] Calls = Enum.GetValues<ApiCall>();

    private readonly ConcurrentDictionary<string, int> _made = new(StringComparer.Ordinal);
    private readonly List<Task> _ends = [];

    /// <summary>How often each fault was made.</summary>
    public IReadOnlyDictionary<string, int> Made => _made;

    /// <summary>
    /// Whether a second stream may be refused. A feed remembers that for its life and stops rotating, so it comes late in a run.
    /// </summary>
    public bool Refusing { get; set; }

    /// <summary>Makes faults until cancelled; when it returns, all are over and the server runs.</summary>
    /// <param name="outage">Whether to begin with an outage longer than vehicles stay fresh.</param>
    public async Task RunAsync(bool outage, CancellationToken until)
    {
        try
        {
            if (outage)
                await AwayAsync("long outage", LongOutage, until);
            else if (Refusing)
                Refuse(cut: true, until);
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 + (random.NextDouble() * 4)), time, until);
                await MakeAsync(until);
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            await Task.WhenAll(_ends);
            _ends.Clear();
            server.Faults.Clear();
            await server.StartAsync(CancellationToken.None);
        }
    }

    private async Task MakeAsync(CancellationToken until)
    {
        _ends.RemoveAll(end => end.IsCompleted);
        switch (random.Next(Refusing ? 22 : 20))
        {
            case 0 or 1 or 2:
                Count("sockets dropped");
                server.Faults.DropSockets();
                break;
            case 3 or 4:
                Count("half-open sockets");
                server.Faults.Silent = true;
                EndIn(2, 25, () => server.Faults.Silent = false, until);
                break;
            case 5 or 6:
                Count("sockets closed");
                server.Faults.CloseSockets(random.GetItems([1000, 1001, 1008, 1011, 1012, 4000], 1)[0], "soak");
                break;
            case 7 or 8 or 9:
                Count("HTTP errors");
                server.Faults.Fail(AnyCall(), Trouble(), random.Next(1, 6));
                break;
            case 10:
                Count("slow answers");
                server.Faults.Fail(AnyCall(), HttpFault.Slow(TimeSpan.FromSeconds(random.Next(1, 14))), random.Next(1, 4));
                break;
            case 11:
                Count("connections reset");
                server.Faults.Fail(AnyCall(), HttpFault.Reset(), random.Next(1, 6));
                break;
            case 12:
                Count("token expired");
                server.Faults.ExpireToken();
                break;
            case 13:
                Count("token revoked");
                server.Faults.RevokeToken();
                break;
            case 14:
                await AwayAsync("server stopped and started", TimeSpan.FromSeconds(1 + (random.NextDouble() * 9)), until);
                break;
            case 15:
                Count("error events and rubbish");
                server.Faults.SendError("internal_error", "soak");
                server.Faults.SendRaw("""{"type":"vehicle.offline","vehicleId":1e99,"lastSeenAt":"2999-01-01T00:00:00Z"}""");
                server.Faults.SendRaw("");
                break;
            case 16:
                Count("shorter stream lifetime");
                server.Faults.StreamLifetime = TimeSpan.FromSeconds(random.Next(3, 20));
                EndIn(5, 15, () => server.Faults.StreamLifetime = null, until);
                break;
            case >= 20:
                Refuse(cut: random.Next(2) == 0, until);
                break;
            default:
                Count("faulty messages");
                var faults = (EventFaults)random.Next(1, 1 << 11);
                server.Faults.Events |= faults;
                EndIn(3, 8, () => server.Faults.Events &= ~faults, until);
                break;
        }
    }

    /// <param name="cut">Whether to cut the streams as well: a feed that is refused the next one stays with the one it has.</param>
    private void Refuse(bool cut, CancellationToken until)
    {
        Count("second stream refused");
        server.Faults.StreamLimit = random.Next(0, 20);
        if (cut)
            server.Faults.DropSockets();
        EndIn(5, 15, () => server.Faults.StreamLimit = null, until);
    }

    private ApiCall AnyCall() => Calls[random.Next(Calls.Length)];

    private HttpFault Trouble()
    {
        var status = Troubles[random.Next(Troubles.Length)];
        return random.Next(3) == 0
            ? HttpFault.Status(status, TimeSpan.FromSeconds(random.Next(1, 6)), asDate: random.Next(2) == 0)
            : HttpFault.Status(status);
    }

    private async Task AwayAsync(string name, TimeSpan howLong, CancellationToken until)
    {
        Count(name);
        await server.StopAsync();
        await Task.Delay(howLong, time, until);
        await server.StartAsync(until);
    }

    private void EndIn(int least, int most, Action end, CancellationToken until) =>
        _ends.Add(EndAsync(TimeSpan.FromSeconds(random.Next(least, most)), end, until));

    private async Task EndAsync(TimeSpan after, Action end, CancellationToken until)
    {
        await Task.Delay(after, time, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end();
    }

    private void Count(string name) => _made.AddOrUpdate(name, 1, (_, count) => count + 1);
}
