using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>What is noted of a list besides its items: its shape, and what its items' fields are called.</summary>
internal sealed record ListWatch(ListShape Shape, FieldNames Fields);
