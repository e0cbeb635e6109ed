using System.Globalization;

namespace DispatchMap.Simulator.Traffic.Demo;

/// <summary>The road network of the demo: junctions, roads between them, and the shortest way in time.</summary>
internal sealed class RoadMap
{
    private readonly Dictionary<(double Latitude, double Longitude), int> _nodes = [];
    private readonly List<List<Stretch>> _stretches = [];
    private readonly Dictionary<int, List<int>> _places = [];

    private RoadMap()
    {
    }

    public int NodeCount => _stretches.Count;

    /// <summary>Reads the network that is part of this program.</summary>
    public static RoadMap Load()
    {
        using var stream = typeof(RoadMap).Assembly.GetManifestResourceStream("roads.txt")
            ?? throw new InvalidOperationException("roads.txt is not embedded.");
        using var reader = new StreamReader(stream);
        var map = new RoadMap();
        while (reader.ReadLine() is { } line)
            map.Add(line);
        return map;
    }

    /// <summary>The nodes where vehicles of a group stop.</summary>
    public IReadOnlyList<int> PlacesOf(int group) => _places[group];

    /// <summary>The quickest route between two different nodes.</summary>
    public Route Find(int from, int to)
    {
        var arrivals = new Stretch?[NodeCount];
        var seconds = new double[NodeCount];
        Array.Fill(seconds, double.PositiveInfinity);
        seconds[from] = 0;
        var open = new PriorityQueue<int, double>();
        open.Enqueue(from, 0);
        while (open.TryDequeue(out var node, out var at) && node != to)
        {
            if (at > seconds[node])
                continue;

            foreach (var stretch in _stretches[node])
            {
                var then = at + stretch.Seconds;
                if (then >= seconds[stretch.To])
                    continue;

                seconds[stretch.To] = then;
                arrivals[stretch.To] = stretch;
                open.Enqueue(stretch.To, then);
            }
        }

        var way = new List<Stretch>();
        for (var node = to; node != from; node = way[^1].From)
            way.Add(arrivals[node] ?? throw new InvalidOperationException("The road network is not connected."));
        way.Reverse();
        return new Route(way);
    }

    private void Add(string line)
    {
        if (line.Length == 0 || line[0] == '#')
            return;

        var bar = line.IndexOf('|', StringComparison.Ordinal);
        var words = line[..bar].Split(' ', 3);
        var points = line[(bar + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Point).ToArray();
        if (words[0] == "place")
        {
            var group = int.Parse(words[1], CultureInfo.InvariantCulture);
            if (!_places.TryGetValue(group, out var places))
                _places.Add(group, places = []);
            places.Add(_nodes[points[0]]);
            return;
        }

        AddRoad(Enum.Parse<RoadClass>(words[0], ignoreCase: true), words[2].Contains("city", StringComparison.Ordinal), points);
    }

    private void AddRoad(RoadClass roadClass, bool inTown, (double Latitude, double Longitude)[] points)
    {
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var shape = Curve.Between(points, i);
            var (from, to) = (Node(points[i]), Node(points[i + 1]));
            var limit = roadClass.LimitKmh(inTown);
            _stretches[from].Add(new Stretch(from, to, shape, limit));
            _stretches[to].Add(new Stretch(to, from, [.. shape.Reverse()], limit));
        }
    }

    private int Node((double Latitude, double Longitude) point)
    {
        if (_nodes.TryGetValue(point, out var node))
            return node;

        node = _stretches.Count;
        _nodes.Add(point, node);
        _stretches.Add([]);
        return node;
    }

    private static (double Latitude, double Longitude) Point(string text)
    {
        var parts = text.Split(',');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
