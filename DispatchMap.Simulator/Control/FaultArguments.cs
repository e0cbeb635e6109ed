using System.Globalization;
using DispatchMap.Simulator.FaultInjection;
using Microsoft.AspNetCore.Http;

namespace DispatchMap.Simulator.Control;

/// <summary>The query of a control request. Throws <see cref="FormatException"/> with plain words for what it cannot read.</summary>
internal sealed class FaultArguments(IQueryCollection query)
{
    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    public int? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{name} must be a whole number.");
    }

    public int Required(string name) => Number(name) ?? throw new FormatException($"{name} is missing.");

    /// <summary>On unless it says off.</summary>
    public bool On => Text("on") switch
    {
        null or "true" => true,
        "false" => false,
        _ => throw new FormatException("on must be true or false."),
    };

    /// <summary>The call that is meant, or null for all.</summary>
    public ApiCall? Call
    {
        get
        {
            if (Text("call") is not { } text)
                return null;

            return Enum.TryParse<ApiCall>(text, ignoreCase: true, out var call) && Enum.IsDefined(call)
                ? call
                : throw new FormatException("call must be one of " + string.Join(", ", Enum.GetNames<ApiCall>()) + ".");
        }
    }
}
