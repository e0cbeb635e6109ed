namespace DispatchMap.Benchmarks;

/// <summary>Vehicles that drive through central Europe at 36 to 90 km/h, each on a way of its own. Same seed, same ways.</summary>
internal sealed class Journeys
{
    private readonly Random _random;
    private readonly Place[] _places;

    public Journeys(int vehicles, int seed, DateTimeOffset at)
    {
        _random = new(seed);
        _places = new Place[vehicles];
        for (var i = 0; i < vehicles; i++)
            _places[i] = new(47 + _random.NextDouble() * 3, 14 + _random.NextDouble() * 8, 36 + _random.NextDouble() * 54, _random.NextDouble() * 360, at);
    }

    public int Count => _places.Length;

    /// <summary>Where a vehicle is at a time that is not before the last one asked for; as precise as devices say it.</summary>
    public (double Latitude, double Longitude, double SpeedKmh, double HeadingDegrees) At(int vehicle, DateTimeOffset time)
    {
        ref var place = ref _places[vehicle];
        var metres = place.SpeedKmh / 3.6 * (time - place.Time).TotalSeconds;
        var heading = (place.HeadingDegrees + _random.NextDouble() * 10 - 5 + 360) % 360;
        var (north, east) = (Math.Cos(heading * Math.PI / 180), Math.Sin(heading * Math.PI / 180));
        place = new(
            place.Latitude + metres / 111_320 * north, place.Longitude + metres / 74_500 * east,
            Math.Clamp(place.SpeedKmh + _random.NextDouble() * 6 - 3, 36, 90), heading, time);
        return (Math.Round(place.Latitude, 6), Math.Round(place.Longitude, 6), Math.Round(place.SpeedKmh, 1), Math.Round(place.HeadingDegrees, 1) % 360);
    }

    private readonly record struct Place(double Latitude, double Longitude, double SpeedKmh, double HeadingDegrees, DateTimeOffset Time);
}
