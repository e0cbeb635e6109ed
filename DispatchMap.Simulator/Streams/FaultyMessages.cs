using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Streams;

/// <summary>The messages that faults add to a stream.</summary>
internal static class FaultyMessages
{
    private const double ElsewhereDegrees = 0.05;

    public static IEnumerable<string> Ahead(EventFaults faults)
    {
        if (faults.HasFlag(EventFaults.Malformed))
            yield return """{"type":"vehicle.position.updated","vehicleId":}""";
        if (faults.HasFlag(EventFaults.UnknownType))
            yield return """{"type":"vehicle.battery.low","vehicleId":1,"level":{"percent":7,"history":[9,8,7]}}""";
        if (faults.HasFlag(EventFaults.Error))
            yield return """{"type":"error","code":"position_check_failed","message":"Position check failed"}""";
        if (faults.HasFlag(EventFaults.InvalidValues))
        {
            yield return """
                {"type":"vehicle.position.updated","vehicleId":"one","latitude":91,"longitude":-500,"speed":"fast","heading":1e9,"recordedAt":"yesterday"}
                """;
        }
    }

    public static IEnumerable<SimulatedPosition> Behind(EventFaults faults, SimulatedPosition position)
    {
        if (faults.HasFlag(EventFaults.OutOfOrder))
            yield return Elsewhere(position, TimeSpan.FromMinutes(-1));
        if (faults.HasFlag(EventFaults.FutureDated))
            yield return Elsewhere(position, TimeSpan.FromHours(1));
    }

    public static byte[] Oversized(int length)
    {
        var head = """{"type":"vehicle.position.updated","padding":" """u8;
        var message = new byte[Math.Max(length, head.Length + 2)];
        message.AsSpan().Fill((byte)' ');
        head.CopyTo(message);
        "\"}"u8.CopyTo(message.AsSpan(message.Length - 2));
        return message;
    }

    private static SimulatedPosition Elsewhere(SimulatedPosition position, TimeSpan shift) => position with
    {
        Latitude = position.Latitude + ElsewhereDegrees,
        RecordedAt = position.RecordedAt + shift,
    };
}
