namespace DispatchMap.Core.Fleet;

/// <summary>
/// Where a vehicle was at the fix before the one that is held. The two newest fixes of a set are the same whatever the order they
/// come in, so what is told from both is, too. <c>default</c> is "none".
/// </summary>
internal readonly record struct EarlierFix(long RecordedTicks, long ClaimedTicks, double Latitude, double Longitude)
{
    private const double EarthRadiusKm = 6371;
    private const double KmPerDegree = EarthRadiusKm * Math.PI / 180;
    private const double MaxKmh = 400;

    /// <summary>Positions of a vehicle that stands scatter by some metres, which within a fraction of a second looks like great speed.</summary>
    private const double ScatterKm = 0.05;

    public static EarlierFix Of(in HeldReport report) => new(report.RecordedTicks, report.ClaimedTicks, report.Latitude, report.Longitude);

    /// <summary>The newest of what was known as the earlier fix and two others, but for the newest of all.</summary>
    /// <param name="held">The newest, with which neither is the same fix.</param>
    public static EarlierFix After(in EarlierFix known, in HeldReport before, in HeldReport said, in HeldReport held)
    {
        var fix = known;
        fix = Join(fix, before, held);
        return Join(fix, said, held);
    }

    /// <summary>Whether nobody drives from here to there in that time.</summary>
    public bool IsTooFarFrom(in HeldReport held)
    {
        if (RecordedTicks == 0)
            return false;
        var near = Math.Max(ScatterKm, MaxKmh * (held.RecordedTicks - RecordedTicks) / TimeSpan.TicksPerHour);
        // No way is longer than its degrees along the equator, and most are far too short to be worth a sine.
        return (Math.Abs(held.Latitude - Latitude) + Math.Abs(held.Longitude - Longitude)) * KmPerDegree > near
            && Kilometres(Latitude, Longitude, held.Latitude, held.Longitude) > near;
    }

    private static EarlierFix Join(in EarlierFix fix, in HeldReport report, in HeldReport held)
    {
        if (!report.Exists || report.IsSameFix(held))
            return fix;
        var said = Of(report);
        return said.Key.CompareTo(fix.Key) > 0 ? said : fix;
    }

    /// <summary>The fix, and of two statements about it the one that <see cref="HeldReport.Join"/> prefers.</summary>
    private (long, long, double, double) Key => (RecordedTicks, ClaimedTicks, Latitude, Longitude);

    private static double Kilometres(double latitude, double longitude, double toLatitude, double toLongitude)
    {
        var half = Math.Pow(Math.Sin(double.DegreesToRadians(toLatitude - latitude) / 2), 2)
            + Math.Cos(double.DegreesToRadians(latitude)) * Math.Cos(double.DegreesToRadians(toLatitude))
            * Math.Pow(Math.Sin(double.DegreesToRadians(toLongitude - longitude) / 2), 2);
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, half)));
    }
}
