namespace DispatchMap.Simulator;

/// <summary>What latitude and longitude are called.</summary>
public enum CoordinateNames
{
    /// <summary><c>latitude</c>, <c>longitude</c></summary>
    LatitudeLongitude,

    /// <summary><c>lat</c>, <c>lon</c></summary>
    LatLon,

    /// <summary><c>lat</c>, <c>lng</c></summary>
    LatLng,
}
