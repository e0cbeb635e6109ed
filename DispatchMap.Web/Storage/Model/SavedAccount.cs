namespace DispatchMap.Web.Storage.Model;

/// <summary>An account whose last known positions are saved.</summary>
internal sealed class SavedAccount
{
    /// <summary>A hash; see <c>AccountKey</c> in Core.</summary>
    public required string Key { get; init; }

    /// <summary>When it was last saved, by our clock, UTC ticks.</summary>
    public long SavedTicks { get; set; }
}
