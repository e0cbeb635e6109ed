using System.ComponentModel.DataAnnotations;
using DispatchMap.Core.Feeds;

namespace DispatchMap.Web.Settings;

/// <summary>How the desks' streams are asked for. Configuration section <c>DispatchMap:Stream</c>.</summary>
internal sealed class StreamDefaults : IValidatableObject
{
    public const string Section = "DispatchMap:Stream";

    /// <summary>Ages are told in seconds; a position that is checked less often than this helps nobody.</summary>
    public const int MaxIntervalSeconds = 3600;

    /// <summary>Vehicles that other accounts share with this one.</summary>
    public bool IncludeShared { get; set; } = true;

    /// <summary>Seconds between position checks.</summary>
    public int MinIntervalSeconds { get; set; } = Scope.MinIntervalFloor;

    /// <summary>What events are to hold besides what none can do without.</summary>
    public StreamFields Fields { get; set; } = StreamFields.All;

    public void Deconstruct(out bool includeShared, out int minIntervalSeconds, out StreamFields fields) =>
        (includeShared, minIntervalSeconds, fields) = (IncludeShared, MinIntervalSeconds, Fields);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinIntervalSeconds is < Scope.MinIntervalFloor or > MaxIntervalSeconds)
            yield return new($"{Section}:{nameof(MinIntervalSeconds)} must be between {Scope.MinIntervalFloor} and {MaxIntervalSeconds}.", [nameof(MinIntervalSeconds)]);
        if ((Fields & ~StreamFields.All) != 0)
            yield return new($"{Section}:{nameof(Fields)} must name fields that the vendor has.", [nameof(Fields)]);
    }
}
