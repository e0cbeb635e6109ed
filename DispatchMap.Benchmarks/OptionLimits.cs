using System.CommandLine;

namespace DispatchMap.Benchmarks;

/// <summary>What options may be.</summary>
internal static class OptionLimits
{
    public static void Require<T>(this Option<T> option, T low, T high)
        where T : IComparable<T> => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && result.GetValueOrDefault<T>() is { } value && (value.CompareTo(low) < 0 || value.CompareTo(high) > 0))
            result.AddError($"{option.Name} must be {low} to {high}.");
    });
}
