namespace DispatchMap.Simulator.Traffic.Demo;

/// <summary>A road from one node to a neighbour, in one direction.</summary>
internal sealed class Stretch
{
    public Stretch(int from, int to, (double Latitude, double Longitude)[] shape, double limitKmh)
    {
        (From, To, Shape, LimitKmh) = (from, to, shape, limitKmh);
        var metres = 0.0;
        for (var i = 1; i < shape.Length; i++)
            metres += Geo.Metres(shape[i - 1].Latitude, shape[i - 1].Longitude, shape[i].Latitude, shape[i].Longitude);
        Seconds = metres / (limitKmh / 3.6);
    }

    public int From { get; }

    public int To { get; }

    /// <summary>Its points, both ends among them.</summary>
    public (double Latitude, double Longitude)[] Shape { get; }

    public double LimitKmh { get; }

    /// <summary>How long it takes at the limit.</summary>
    public double Seconds { get; }
}
