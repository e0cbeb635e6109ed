namespace DispatchMap.Simulator.Traffic;

/// <summary>Moves vehicles through time. What it does up to a time must not depend on how often it is asked.</summary>
internal interface ITraffic
{
    /// <summary>Hands over everything that the vendor has received by <paramref name="now"/> and not yet handed over.</summary>
    void AdvanceTo(DateTimeOffset now, IReportSink sink);
}
