using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DispatchMap.Core;

/// <summary>
/// A text that must not be seen: a client secret, a token, a stream address. Every ordinary way of showing it gives
/// <see cref="Mask"/>; only <see cref="Reveal"/> gives the text, so a search for that word finds every use.
/// </summary>
[DebuggerDisplay(Mask)]
[JsonConverter(typeof(MaskedJson))]
[TypeConverter(typeof(FromConfiguration))]
public sealed class Secret(string value) : IEquatable<Secret>
{
    /// <summary>What stands in a log, an exception or a page in the place of the text.</summary>
    public const string Mask = "•••";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value = value;

    /// <summary>The text itself, for the one place that sends it.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => Mask;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    private sealed class FromConfiguration : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

        public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => new Secret((string)value);
    }

    private sealed class MaskedJson : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Mask);
    }
}
