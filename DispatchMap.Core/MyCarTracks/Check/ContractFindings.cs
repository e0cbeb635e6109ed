using System.Collections.Immutable;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>How this client compares with the vendor's <c>openapi.json</c>.</summary>
/// <param name="MissingPaths">Methods and paths that this client uses and the description lacks, as this client names them.</param>
/// <param name="LackingFields">Fields of a position that this client reads and the description lacks under every name.</param>
/// <param name="UnknownFields">Fields of a position that this client does not know; at most 40. Untrusted text.</param>
/// <param name="DescribesPositions">Whether it says what a position looks like; the two lists of fields are empty otherwise.</param>
public sealed record ContractFindings(
    ContractState State,
    ImmutableArray<string> MissingPaths,
    ImmutableArray<string> LackingFields,
    ImmutableArray<string> UnknownFields,
    bool DescribesPositions)
{
    internal static ContractFindings Without(ContractState state) => new(state, [], [], [], false);
}
