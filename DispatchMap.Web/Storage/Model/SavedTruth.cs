namespace DispatchMap.Web.Storage.Model;

/// <summary>Until when the vendor vouched for a part of an account.</summary>
internal sealed class SavedTruth
{
    public required string Account { get; init; }

    /// <summary>Which part; see <c>Coverage</c> in Core.</summary>
    public required string Coverage { get; init; }

    /// <summary>By the vendor's clock, UTC ticks.</summary>
    public long TruthTicks { get; set; }
}
