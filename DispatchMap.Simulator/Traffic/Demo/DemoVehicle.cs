using System.Globalization;

namespace DispatchMap.Simulator.Traffic.Demo;

/// <summary>How a vehicle of the demo is when the emulator starts.</summary>
internal enum DemoStart
{
    Live,
    Quiet,
    Off,
    Never,
}

/// <summary>A line of the demo fleet.</summary>
/// <param name="StartSeconds">How long it has been quiet or off at the start.</param>
internal sealed record DemoVehicle(
    int Number, int Group, string Name, string Driver, DemoStart Start, int StartSeconds, bool IsShared)
{
    public bool IsLorry => Name.StartsWith("Actros", StringComparison.Ordinal);

    /// <summary>Reads the fleet that is part of this program.</summary>
    public static (List<(int Id, string Name)> Groups, List<DemoVehicle> Vehicles) Load()
    {
        using var stream = typeof(DemoVehicle).Assembly.GetManifestResourceStream("vehicles.txt")
            ?? throw new InvalidOperationException("vehicles.txt is not embedded.");
        using var reader = new StreamReader(stream);
        var groups = new List<(int, string)>();
        var vehicles = new List<DemoVehicle>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("group ", StringComparison.Ordinal))
            {
                var words = line.Split(' ', 3);
                groups.Add((ToInt(words[1]), words[2]));
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                vehicles.Add(Parse(line.Split('|')));
            }
        }

        return (groups, vehicles);
    }

    private static DemoVehicle Parse(string[] parts)
    {
        var start = parts[4].Split(' ');
        return new DemoVehicle(
            ToInt(parts[0]),
            ToInt(parts[1]),
            parts[2],
            parts[3],
            Enum.Parse<DemoStart>(start[0], ignoreCase: true),
            start.Length > 1 ? ToInt(start[1]) : 0,
            parts.Length > 5);
    }

    private static int ToInt(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
