using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>Reads arrays of ids.</summary>
internal static class WireArray
{
    /// <summary>Adds the ids of the array that <paramref name="reader"/> stands on; what is no id is passed over.</summary>
    public static void ReadIds(ref Utf8JsonReader reader, List<long> ids)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (WireNumber.ReadId(ref reader) is { } id)
                ids.Add(id);
            else
                reader.Skip();
        }
    }
}
