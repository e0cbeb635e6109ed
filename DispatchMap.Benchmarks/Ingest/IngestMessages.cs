using System.Globalization;
using System.Text;

namespace DispatchMap.Benchmarks.Ingest;

/// <summary>Position events with all fields, as compact as a server sends them, from vehicles that report in turn every five seconds.</summary>
internal sealed class IngestMessages(int vehicles)
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Journeys _journeys = new(vehicles, seed: 1, Start);
    private int _round;

    public int Vehicles => vehicles;

    public DateTimeOffset Now => Start.AddSeconds(5 * _round);

    /// <summary>So many more rounds of all vehicles.</summary>
    public byte[][] Next(int rounds)
    {
        var messages = new byte[rounds * vehicles][];
        for (var i = 0; i < messages.Length; i++)
        {
            if (i % vehicles == 0)
                _round++;
            messages[i] = Message(i % vehicles);
        }

        return messages;
    }

    private byte[] Message(int vehicle)
    {
        var (latitude, longitude, speed, heading) = _journeys.At(vehicle, Now);
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"type":"vehicle.position.updated","vehicleId":{{vehicle + 1}},"vehicleName":"Van {{vehicle}}","userId":{{vehicle + 7}},"userName":"Ján Novák {{vehicle}}","latitude":{{latitude}},"longitude":{{longitude}},"speed":{{speed}},"heading":{{heading}},"recordedAt":"{{Now.AddSeconds(-3):yyyy-MM-dd'T'HH:mm:ss'Z'}}","receivedAt":"{{Now.AddSeconds(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}}","onlineState":"online"}
            """));
    }
}
