using DispatchMap.Core.Fleet;
using DispatchMap.Web.Settings.Options;
using DispatchMap.Web.Settings.Sections;
using DispatchMap.Web.Words;

namespace DispatchMap.Web.Settings.Forms;

/// <summary>What the freshness page may do.</summary>
internal sealed class FreshnessForm(AdminActor admin, SettingsStore store, SavedFreshnessOptions freshness)
{
    public string? Trouble => freshness.Trouble;

    /// <inheritdoc cref="SavedOptions{TOptions,TSaved}.LockOf"/>
    public string? LockOf(string option) => freshness.LockOf(option);

    /// <summary>What is saved or configured now.</summary>
    public FreshnessOptions Load() => freshness.Preview(store.Find(SettingsKeys.Freshness)?.Value);

    /// <summary>What would hold if nothing were saved.</summary>
    public FreshnessOptions Defaults() => freshness.Preview(null);

    public IReadOnlyList<string> Changes(FreshnessOptions after)
    {
        var before = Load();
        return
        [
            .. SettingsWords.Change("live up to", SettingsWords.Span(before.Live), SettingsWords.Span(after.Live)),
            .. SettingsWords.Change("intervals of the stream", SettingsWords.Number(before.LiveIntervals), SettingsWords.Number(after.LiveIntervals)),
            .. SettingsWords.Change("delayed up to", SettingsWords.Span(before.Delayed), SettingsWords.Span(after.Delayed)),
            .. SettingsWords.Change("stale up to", SettingsWords.Span(before.Stale), SettingsWords.Span(after.Stale)),
            .. SettingsWords.Change("moving above", SettingsWords.Number(before.MovingKmh) + " km/h", SettingsWords.Number(after.MovingKmh) + " km/h"),
        ];
    }

    public IReadOnlyList<string> Faults(FreshnessOptions after) => freshness.Faults(freshness.Preview(Saved(after)));

    /// <inheritdoc cref="ConnectionForm.SaveAsync"/>
    public async Task<IReadOnlyList<string>> SaveAsync(FreshnessOptions after, CancellationToken cancellationToken)
    {
        var actor = await admin.GetAsync();
        if (Faults(after) is { Count: > 0 } faults)
            return faults;
        if (Changes(after) is { Count: > 0 } changes)
        {
            var change = SettingsChange.None.With(SettingsKeys.Freshness, Saved(after));
            await store.SaveAsync(actor, "Freshness", string.Join("; ", changes), change, cancellationToken);
        }

        return [];
    }

    private SavedFreshness Saved(FreshnessOptions options)
    {
        var before = store.Find(SettingsKeys.Freshness)?.Value ?? new();
        return new(
            LockOf(nameof(options.Live)) is null ? options.Live : before.Live,
            LockOf(nameof(options.LiveIntervals)) is null ? options.LiveIntervals : before.LiveIntervals,
            LockOf(nameof(options.Delayed)) is null ? options.Delayed : before.Delayed,
            LockOf(nameof(options.Stale)) is null ? options.Stale : before.Stale,
            LockOf(nameof(options.MovingKmh)) is null ? options.MovingKmh : before.MovingKmh);
    }
}
