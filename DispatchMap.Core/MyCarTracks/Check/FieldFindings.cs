using System.Collections.Immutable;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>What the fields of one kind of object are called: up to 40 names of each sort, and never a value. Untrusted text.</summary>
/// <param name="Recognised">Those that this client reads.</param>
/// <param name="Unrecognised">Those that it does not know.</param>
/// <param name="Odd">How many further names are not fit to be shown.</param>
public sealed record FieldFindings(FieldSource Source, ImmutableArray<string> Recognised, ImmutableArray<string> Unrecognised, int Odd);
