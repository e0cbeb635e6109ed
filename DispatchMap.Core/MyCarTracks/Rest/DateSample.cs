namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>One reading of the vendor's clock.</summary>
/// <param name="Vendor">The <c>Date</c> of an answer: whole seconds, rounded down.</param>
/// <param name="Ours">Our clock when the answer was there.</param>
internal sealed record DateSample(DateTimeOffset Vendor, DateTimeOffset Ours)
{
    /// <summary>The vendor's clock minus ours, give or take a second.</summary>
    public TimeSpan Offset => Vendor + TimeSpan.FromSeconds(0.5) - Ours;
}
