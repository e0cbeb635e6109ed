using System.ComponentModel.DataAnnotations;

namespace DispatchMap.Core.Fleet;

/// <summary>When a vehicle stops being fresh. Configuration section <c>DispatchMap:Freshness</c>.</summary>
public sealed class FreshnessOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "DispatchMap:Freshness";

    /// <summary>A vehicle is Live at least up to this age.</summary>
    public TimeSpan Live { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A vehicle is Live up to this many intervals of its stream, where that is longer than <see cref="Live"/>.</summary>
    public int LiveIntervals { get; set; } = 3;

    /// <summary>A vehicle is Delayed up to this age.</summary>
    public TimeSpan Delayed { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A vehicle is Stale up to this age, and Offline above it.</summary>
    public TimeSpan Stale { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A vehicle above this speed is moving, km/h.</summary>
    public double MovingKmh { get; set; } = 3;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Live < TimeSpan.FromSeconds(5) || Live > TimeSpan.FromDays(1))
            yield return Wrong(nameof(Live), "must be between 00:00:05 and 1.00:00:00");
        if (LiveIntervals is < 1 or > 100)
            yield return Wrong(nameof(LiveIntervals), "must be between 1 and 100");
        if (Delayed <= Live || Delayed > TimeSpan.FromDays(7))
            yield return Wrong(nameof(Delayed), "must be longer than Live and at most 7.00:00:00");
        if (Stale <= Delayed || Stale > TimeSpan.FromDays(30))
            yield return Wrong(nameof(Stale), "must be longer than Delayed and at most 30.00:00:00");
        if (!(MovingKmh is >= 0 and <= 50))
            yield return Wrong(nameof(MovingKmh), "must be between 0 and 50");
    }

    private static ValidationResult Wrong(string name, string rule) => new($"{Section}:{name} {rule}.", [name]);
}
