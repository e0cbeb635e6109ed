using System.Collections.Immutable;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Desk;

/// <summary>How a desk shows the fleet: all that its address holds, so that a link reproduces the screen.</summary>
public sealed record DeskView
{
    /// <summary>More than anybody selects by hand; a link may not make the desk do more work than that.</summary>
    public const int MaxSelected = 50;

    /// <summary>The vehicle groups whose feed is shown, ascending; empty = the whole account.</summary>
    public ImmutableArray<long> Groups { get; init; } = [];

    /// <summary>Pressed connection chips, one bit per <see cref="Connection"/> number.</summary>
    public int Connections { get; init; }

    /// <summary>Pressed motion chips, one bit per <see cref="Motion"/> number.</summary>
    public int Motions { get; init; }

    /// <summary>What is typed into the search field.</summary>
    public string Search { get; init; } = "";

    /// <summary>The selected vehicles in order of selection; the last one shows its card.</summary>
    public ImmutableArray<long> Selected { get; init; } = [];

    public FleetSort Sort { get; init; }

    /// <summary>Where the map looks; null until it has said so.</summary>
    public MapPosition? Map { get; init; }

    /// <summary>The vehicle with the card.</summary>
    public long? Current => Selected is [.., var last] ? last : null;

    public FleetFilter Filter => new(Connections, Motions, SearchFolding.Fold(Search.Trim()));

    public DeskView Toggle(Connection connection) => this with { Connections = Connections ^ 1 << (int)connection };

    public DeskView Toggle(Motion motion) => this with { Motions = Motions ^ 1 << (int)motion };

    /// <summary>A click on a vehicle: selects it alone, or adds it to, or takes it out of, the selection.</summary>
    public DeskView Select(long vehicleId, bool additive)
    {
        if (!additive)
            return this with { Selected = [vehicleId] };
        var others = Selected.Remove(vehicleId);
        if (others.Length < Selected.Length)
            return this with { Selected = others };
        return Selected.Length < MaxSelected ? this with { Selected = [.. Selected, vehicleId] } : this;
    }

    public DeskView WithoutFilter() => this with { Connections = 0, Motions = 0, Search = "" };
}
