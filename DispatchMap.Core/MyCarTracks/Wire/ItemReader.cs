using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Reads the list item that <paramref name="reader"/> stands on, to its end; null when it is not understood. Adds one to
/// <paramref name="flaws"/> when something had to be left out of an item that stays.
/// </summary>
internal delegate T? ItemReader<T>(ref Utf8JsonReader reader, NameCache names, ref int flaws)
    where T : class;
