using System.Collections.Immutable;
using System.Globalization;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// What one upstream stream asks for. Two scopes with the same <see cref="Key"/> are the same scope and share one feed; the
/// key is stable across releases.
/// </summary>
public sealed class Scope : IEquatable<Scope>
{
    /// <summary>The vendor's minimum and default, seconds between position checks.</summary>
    public const int MinIntervalFloor = 5;

    private Scope(IEnumerable<long> vehicleIds, IEnumerable<long> groupIds, bool includeShared, int minIntervalSeconds, StreamFields fields)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minIntervalSeconds, MinIntervalFloor);
        VehicleIds = [.. vehicleIds.Distinct().Order()];
        GroupIds = [.. groupIds.Distinct().Order()];
        IncludeShared = includeShared;
        MinIntervalSeconds = minIntervalSeconds;
        Fields = fields & StreamFields.All;
        Key = string.Create(CultureInfo.InvariantCulture, $"{Target()};shared={(includeShared ? 1 : 0)};min={minIntervalSeconds}{Selection()}");
    }

    /// <summary>The vehicles asked for, ascending; empty unless the scope is by vehicle.</summary>
    public ImmutableArray<long> VehicleIds { get; }

    /// <summary>The vehicle groups asked for, ascending; empty unless the scope is by group.</summary>
    public ImmutableArray<long> GroupIds { get; }

    /// <summary>Whether vehicles shared with the account may be included.</summary>
    public bool IncludeShared { get; }

    /// <summary>Seconds between position checks, 5 or more.</summary>
    public int MinIntervalSeconds { get; }

    /// <summary>What events are to hold besides what none can do without.</summary>
    public StreamFields Fields { get; }

    /// <summary>
    /// The canonical form: <c>all;shared=1;min=5</c>, <c>groups=10,20;shared=1;min=5</c>, <c>vehicles=1,2;…</c>; with
    /// <c>;fields=3</c> at the end when not all fields are asked for.
    /// </summary>
    public string Key { get; }

    /// <summary>Every vehicle the credentials can see.</summary>
    public static Scope All(
        bool includeShared = true, int minIntervalSeconds = MinIntervalFloor, StreamFields fields = StreamFields.All) =>
        new([], [], includeShared, minIntervalSeconds, fields);

    /// <summary>The vehicles of these groups; at least one group.</summary>
    public static Scope OfGroups(
        IReadOnlyCollection<long> groupIds, bool includeShared = true, int minIntervalSeconds = MinIntervalFloor, StreamFields fields = StreamFields.All)
    {
        ArgumentOutOfRangeException.ThrowIfZero(groupIds.Count);
        return new([], groupIds, includeShared, minIntervalSeconds, fields);
    }

    /// <summary>Just these vehicles; at least one.</summary>
    public static Scope OfVehicles(
        IReadOnlyCollection<long> vehicleIds, bool includeShared = true, int minIntervalSeconds = MinIntervalFloor, StreamFields fields = StreamFields.All)
    {
        ArgumentOutOfRangeException.ThrowIfZero(vehicleIds.Count);
        return new(vehicleIds, [], includeShared, minIntervalSeconds, fields);
    }

    /// <inheritdoc/>
    public bool Equals(Scope? other) => other is not null && string.Equals(Key, other.Key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Scope);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Key;

    private string Selection() => Fields == StreamFields.All ? "" : string.Create(CultureInfo.InvariantCulture, $";fields={(int)Fields}");

    private string Target() => (VehicleIds, GroupIds) switch
    {
        ({ Length: > 0 }, _) => "vehicles=" + string.Join(',', VehicleIds),
        (_, { Length: > 0 }) => "groups=" + string.Join(',', GroupIds),
        _ => "all",
    };
}
