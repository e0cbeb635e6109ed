namespace DispatchMap.Simulator.Traffic.Demo;

/// <summary>What kind of road it is.</summary>
internal enum RoadClass
{
    Motorway,
    Main,
    Street,
}

/// <summary>How fast one drives there.</summary>
internal static class RoadClasses
{
    public static double LimitKmh(this RoadClass roadClass, bool inTown) => roadClass switch
    {
        RoadClass.Motorway => inTown ? 85 : 118,
        RoadClass.Main => 78,
        _ => 48,
    };
}
