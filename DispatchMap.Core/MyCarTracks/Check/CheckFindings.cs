using System.Collections.Immutable;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>What a connection check has found out. Null is "not known yet".</summary>
public sealed record CheckFindings
{
    /// <summary>The access token.</summary>
    public TokenFindings? Token { get; init; }

    /// <summary>The list of last positions.</summary>
    public ListFindings? Positions { get; init; }

    /// <summary>The vehicle list.</summary>
    public ListFindings? Vehicles { get; init; }

    /// <summary>The vehicle groups.</summary>
    public GroupFindings? Groups { get; init; }

    /// <summary>The stream as the vendor created it.</summary>
    public StreamFindings? Stream { get; init; }

    /// <summary>The WebSocket.</summary>
    public SocketFindings? Socket { get; init; }

    /// <summary>The vendor's clock minus ours: from a heartbeat, or else, to the second, from the answers' date.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>What the fields are called, by where they were seen.</summary>
    public ImmutableArray<FieldFindings> Fields { get; init; } = [];

    /// <summary>How this client compares with the vendor's own description.</summary>
    public ContractFindings? Contract { get; init; }
}
