namespace DispatchMap.Simulator.Traffic.Demo;

/// <summary>A way from one place to another and how fast a careful driver is at each point of it.</summary>
internal sealed class Route
{
    /// <summary>Braking that no parcel minds, m/s².</summary>
    private const double Braking = 1.4;

    private readonly (double Latitude, double Longitude)[] _points;
    private readonly double[] _metres;
    private readonly double[] _limits;
    private readonly double[] _allowed;

    public Route(IReadOnlyList<Stretch> way)
    {
        var points = new List<(double Latitude, double Longitude)> { way[0].Shape[0] };
        var limits = new List<double>();
        foreach (var stretch in way)
        {
            points.AddRange(stretch.Shape.Skip(1));
            limits.AddRange(Enumerable.Repeat(stretch.LimitKmh / 3.6, stretch.Shape.Length - 1));
        }

        (_points, _limits) = ([.. points], [.. limits]);
        _metres = new double[_points.Length];
        for (var i = 1; i < _points.Length; i++)
        {
            _metres[i] = _metres[i - 1]
                + Geo.Metres(_points[i - 1].Latitude, _points[i - 1].Longitude, _points[i].Latitude, _points[i].Longitude);
        }

        _allowed = new double[_points.Length];
        for (var i = 1; i < _points.Length - 1; i++)
            _allowed[i] = Math.Min(Math.Min(_limits[i - 1], _limits[i]), CornerLimit(i));
        _allowed[0] = _limits[0];
        Junctions = [.. JunctionsOf(way)];
    }

    public double Length => _metres[^1];

    /// <summary>Where it passes streets that others come out of, in metres from the start.</summary>
    public IReadOnlyList<double> Junctions { get; }

    /// <summary>m/s that one may drive at a distance, m, with time left to brake for what comes within sight.</summary>
    /// <param name="factor">This driver's share of the limits.</param>
    /// <param name="stopAt">The next stop, m from the start.</param>
    public double Allowed(double at, double factor, double topSpeed, double stopAt)
    {
        var i = SegmentAt(at);
        var speed = Math.Min(_limits[i] * factor, topSpeed);
        speed = Math.Min(speed, BrakedFrom(0, stopAt - at));
        for (var next = i + 1; next < _points.Length && _metres[next] - at < 500; next++)
            speed = Math.Min(speed, BrakedFrom(_allowed[next] * factor, _metres[next] - at));
        return speed;
    }

    /// <summary>The position and the bearing at a distance, m.</summary>
    public (double Latitude, double Longitude, double Bearing) At(double at)
    {
        var i = SegmentAt(at);
        var (from, to) = (_points[i], _points[i + 1]);
        var share = Math.Clamp((at - _metres[i]) / (_metres[i + 1] - _metres[i]), 0, 1);
        return (
            from.Latitude + ((to.Latitude - from.Latitude) * share),
            from.Longitude + ((to.Longitude - from.Longitude) * share),
            Geo.Bearing(from.Latitude, from.Longitude, to.Latitude, to.Longitude));
    }

    private static double BrakedFrom(double speed, double metres) =>
        Math.Sqrt((speed * speed) + (2 * Braking * Math.Max(metres, 0)));

    private double CornerLimit(int i)
    {
        var turn = Geo.Apart(BearingOf(i - 1), BearingOf(i));
        return turn switch
        {
            > 60 => 15 / 3.6,
            > 30 => 30 / 3.6,
            > 15 => 60 / 3.6,
            _ => double.PositiveInfinity,
        };
    }

    private double BearingOf(int i) =>
        Geo.Bearing(_points[i].Latitude, _points[i].Longitude, _points[i + 1].Latitude, _points[i + 1].Longitude);

    private int SegmentAt(double at)
    {
        var found = Array.BinarySearch(_metres, at);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, _points.Length - 2);
    }

    private IEnumerable<double> JunctionsOf(IReadOnlyList<Stretch> way)
    {
        var index = 0;
        for (var i = 0; i + 1 < way.Count; i++)
        {
            index += way[i].Shape.Length - 1;
            if (way[i].LimitKmh < 50 || way[i + 1].LimitKmh < 50)
                yield return _metres[index];
        }
    }
}
