using System.Net.WebSockets;
using DispatchMap.Simulator;
using DispatchMap.Simulator.Fleet;
using DispatchMap.Simulator.Streams;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class SlowClientTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Outbox_NobodyTakes_HoldsEachVehicleOnceWithItsNewestPosition()
    {
        var fleet = new SimulatedFleet(new SignallingTime(Start), TimeSpan.FromMinutes(30));
        var vehicle = fleet.AddVehicle(1, "Van");
        var outbox = new Outbox(TimeSpan.FromSeconds(5));

        for (var i = 0; i < 100_000; i++)
        {
            fleet.Report(1, 48, 17, i);
            outbox.PositionChanged(vehicle, Start.UtcTicks);
        }

        Assert.True(outbox.TryTake(Start, out var message));
        Assert.Equal(99_999, message.Position.SpeedKmh);
        Assert.False(outbox.TryTake(Start, out _));
    }

    [Fact]
    public void Outbox_OfflineWhilePositionWaits_FollowsIt()
    {
        var fleet = new SimulatedFleet(new SignallingTime(Start), TimeSpan.FromMinutes(30));
        var vehicle = fleet.AddVehicle(1, "Van");
        var outbox = new Outbox(TimeSpan.FromSeconds(5));
        fleet.Report(1, 48, 17);
        outbox.PositionChanged(vehicle, Start.UtcTicks);

        outbox.WentOffline(vehicle);

        Assert.Equal([OutgoingKind.Position, OutgoingKind.Offline], Drain(outbox));
    }

    [Fact]
    public void Outbox_BackBeforeOfflineWasSent_SaysOnlyThePosition()
    {
        var fleet = new SimulatedFleet(new SignallingTime(Start), TimeSpan.FromMinutes(30));
        var vehicle = fleet.AddVehicle(1, "Van");
        var outbox = new Outbox(TimeSpan.FromSeconds(5));
        fleet.Report(1, 48, 17);

        outbox.WentOffline(vehicle);
        outbox.PositionChanged(vehicle, Start.UtcTicks);

        Assert.Equal([OutgoingKind.Position], Drain(outbox));
    }

    [Fact]
    public void Outbox_ScriptedReportWhileOfflineWaits_TakesItBack()
    {
        var fleet = new SimulatedFleet(new SignallingTime(Start), TimeSpan.FromMinutes(30));
        var vehicle = fleet.AddVehicle(1, "Van");
        var outbox = new Outbox(TimeSpan.FromSeconds(5));
        fleet.Report(1, 48, 17);
        outbox.WentOffline(vehicle);

        fleet.Report(1, 49, 17);
        Assert.True(outbox.TryAdd(new Outgoing(OutgoingKind.Position, vehicle, vehicle.LastPosition!.Value)));

        Assert.Equal([OutgoingKind.Position], Drain(outbox));
    }

    [Fact]
    public async Task Client_NeverReads_IsDropped()
    {
        var options = new SimulatorOptions { Fleet = FleetSource.Empty, SlowClientLimit = TimeSpan.FromMilliseconds(300) };
        await using var server = await SimulatorServer.StartAsync(options, TimeProvider.System, ct: TestContext.Current.CancellationToken).Soon();
        using var client = new SimulatorClient(server);
        await client.SignInAsync();
        server.Fleet.AddVehicle(1, "Van");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(await client.CreatedUrlAsync(), TestContext.Current.CancellationToken).Soon();
        await server.Counters.WhenAsync(counters => counters.OpenSockets == 1).Soon();

        // More than the kernel's and Kestrel's buffers take.
        var text = new string(' ', 1024 * 1024);
        for (var i = 0; i < 32; i++)
            server.Faults.SendRaw(text);
        await server.Counters.WhenAsync(counters => counters is { SlowClientsDropped: > 0, OpenSockets: 0 }).Soon();

        Assert.InRange(server.Counters.MessagesSent, 0, 31);
    }

    private static List<OutgoingKind> Drain(Outbox outbox)
    {
        var kinds = new List<OutgoingKind>();
        while (outbox.TryTake(Start, out var message))
            kinds.Add(message.Kind);
        return kinds;
    }
}
