using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>What <see cref="Utf8JsonReader"/> lacks.</summary>
internal static class WireReader
{
    /// <summary>
    /// <see cref="Utf8JsonReader.ValueTextEquals(ReadOnlySpan{byte})"/> that answers false, instead of throwing, for a text
    /// with half a surrogate pair in it.
    /// </summary>
    public static bool TextIs(this ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.ValueIsEscaped ? EscapedTextIs(ref reader, text) : reader.ValueSpan.SequenceEqual(text);

    private static bool EscapedTextIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
