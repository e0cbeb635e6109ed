using System.Globalization;
using CsvHelper;

namespace DispatchMap.Simulator.Traffic.Replay;

/// <summary>Reads recorded trips: one row per point, with the columns vehicle, timestamp, latitude, longitude in any order.</summary>
internal sealed class ReplayFile
{
    private static readonly CsvReaderOptions Options = new() { Separator = ',', TrackLineNumbers = true, TrimWhitespace = true };

    private readonly CsvReader _csv;
    private readonly string _name;
    private readonly int _vehicle;
    private readonly int _timestamp;
    private readonly int _latitude;
    private readonly int _longitude;

    private ReplayFile(CsvReader csv, string name)
    {
        (_csv, _name) = (csv, name);
        (_vehicle, _timestamp) = (Column("vehicle"), Column("timestamp"));
        (_latitude, _longitude) = (Column("latitude"), Column("longitude"));
    }

    /// <summary>The trips in the order in which the file names them first.</summary>
    /// <exception cref="ReplayFileException">The file is not there, not such a file, or empty.</exception>
    public static List<Trip> Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return Read(reader, Path.GetFileName(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReplayFileException($"The replay file cannot be read: {error.Message}");
        }
    }

    internal static List<Trip> Read(TextReader reader, string name)
    {
        try
        {
            using var csv = CsvReader.Create(reader, Options, leaveOpen: true);
            return new ReplayFile(csv, name).ReadTrips();
        }
        catch (CsvFormatException error)
        {
            throw new ReplayFileException($"{name}, line {error.LineNumber}: this is not CSV.");
        }
    }

    private List<Trip> ReadTrips()
    {
        var rows = new Dictionary<string, SortedList<DateTimeOffset, (DateTimeOffset, double, double)>>();
        var order = new List<string>();
        while (_csv.Read())
        {
            var vehicle = Text(_vehicle, "vehicle");
            if (!rows.TryGetValue(vehicle, out var points))
            {
                rows.Add(vehicle, points = []);
                order.Add(vehicle);
            }

            // A second point for the same moment says nothing: the first one stands.
            var at = Timestamp();
            points.TryAdd(at, (at, Degrees(_latitude, "latitude", 90), Degrees(_longitude, "longitude", 180)));
        }

        return order.Count > 0
            ? order.ConvertAll(vehicle => Trip.Derive(vehicle, [.. rows[vehicle].Values]))
            : throw new ReplayFileException($"{_name} holds no points.");
    }

    private int Column(string name)
    {
        for (var i = 0; i < _csv.Headers.Count; i++)
        {
            if (string.Equals(_csv.Headers[i].Trim(), name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        throw new ReplayFileException($"{_name}, line 1: there is no column '{name}'.");
    }

    private string Text(int column, string name) =>
        _csv.IsEmpty(column) ? throw Bad($"the {name} is missing") : _csv.GetString(column);

    private DateTimeOffset Timestamp()
    {
        var text = Text(_timestamp, "timestamp");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw Bad($"the timestamp '{text}' is no ISO 8601 time");
    }

    private double Degrees(int column, string name, double limit)
    {
        var text = Text(column, name);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= limit
            ? degrees
            : throw Bad($"the {name} '{text}' is no number from -{limit} to {limit}");
    }

    private ReplayFileException Bad(string problem) => new($"{_name}, line {_csv.LineNumber}: {problem}.");
}
