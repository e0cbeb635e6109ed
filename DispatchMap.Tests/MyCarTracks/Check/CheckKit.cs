using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Simulator;
using DispatchMap.Tests.MyCarTracks.Live;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Check;

/// <summary>Runs connection checks against the emulated vendor over real sockets, on a clock that moves when a check has to wait.</summary>
internal sealed class CheckKit : IAsyncDisposable
{
    private CheckKit(LiveRig rig) => Rig = rig;

    public LiveRig Rig { get; }

    public SimulatorServer Vendor => Rig.Vendor;

    /// <summary>What to do when the socket says it is connected; otherwise a minute's worth of heartbeats pass.</summary>
    public Action? WhenConnected { get; set; }

    /// <summary>What to do when the socket is open and has said nothing yet.</summary>
    public Action? WhenOpen { get; set; }

    /// <summary>All reports of the last run.</summary>
    public List<CheckReport> Reports { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<CheckKit> StartAsync(SimulatorOptions? options = null) => new(await LiveRig.StartAsync(options));

    public Task<CheckReport> RunAsync(UpstreamConnection? connection = null, Scope? scope = null) =>
        RunToEndAsync(connection ?? Rig.Connection, scope ?? Scope.All()).Soon();

    public ValueTask DisposeAsync() => Rig.DisposeAsync();

    private async Task<CheckReport> RunToEndAsync(UpstreamConnection connection, Scope scope)
    {
        Reports.Clear();
        var (opened, moved) = (false, false);
        await foreach (var report in Rig.Check.RunAsync(connection, scope, Cancel))
        {
            Reports.Add(report);
            if (!opened && report.Findings.Socket is not null)
            {
                opened = true;
                WhenOpen?.Invoke();
            }

            if (moved || report is not { Findings.Socket.Connected: true })
                continue;
            moved = true;
            if (WhenConnected is { } act)
                act();
            else
                Rig.Time.Advance(TimeSpan.FromSeconds(31));
        }

        return Reports[^1];
    }
}
