namespace DispatchMap.Core.MyCarTracks.Stream;

/// <summary>Sees one whole message of a stream before it is understood. Must not throw.</summary>
internal delegate void MessageTap(ReadOnlySpan<byte> utf8);
