namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>The WebSocket.</summary>
/// <param name="Opening">How long opening it took.</param>
/// <param name="Connected">Whether it said <c>connected</c>.</param>
/// <param name="First">What came first after that; null while nothing has.</param>
/// <param name="FirstAfter">How long after opening.</param>
public sealed record SocketFindings(TimeSpan Opening, bool Connected = false, StreamEventKind? First = null, TimeSpan? FirstAfter = null);
