using System.Globalization;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks;

/// <summary>Says which configuration key is wrong and what to set instead; never what it holds.</summary>
internal sealed class UpstreamOptionsValidator : IValidateOptions<UpstreamOptions>
{
    public ValidateOptionsResult Validate(string? name, UpstreamOptions options)
    {
        var failures = new List<string>();
        CheckAddress(nameof(UpstreamOptions.BaseUrl), options.BaseUrl, options, failures);
        if (!string.IsNullOrEmpty(options.TokenUrl))
            CheckAddress(nameof(UpstreamOptions.TokenUrl), options.TokenUrl, options, failures);

        if (options.StreamHosts.Any(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            failures.Add($"{Key(nameof(UpstreamOptions.StreamHosts))} must hold bare host names like stream.example.com; "
                + $"{Set(nameof(UpstreamOptions.StreamHosts) + "__0")} and so on.");
        }

        CheckRange(nameof(UpstreamOptions.RequestBudget), options.RequestBudget, 1, 1_000_000, failures);
        CheckRange(nameof(UpstreamOptions.BudgetWindow), options.BudgetWindow, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), failures);
        CheckRange(nameof(UpstreamOptions.MaxWaitingRequests), options.MaxWaitingRequests, 1, 100_000, failures);
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static void CheckAddress(string property, string value, UpstreamOptions options, List<string> failures)
    {
        if (Uri.TryCreate(value, UriKind.Absolute, out var address) && UpstreamAddress.IsSafe(address, options.AllowInsecureLoopback))
            return;
        failures.Add($"{Key(property)} must be an absolute https address without user, query or fragment "
            + "(http only for the loopback interface, and only with AllowInsecureLoopback); " + Set(property) + ".");
    }

    private static void CheckRange<T>(string property, T value, T least, T most, List<string> failures)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{Key(property)} must be between {least} and {most}; {Set(property)}."));
    }

    private static string Key(string property) => $"{UpstreamOptions.Section}:{property}";

    private static string Set(string property) => $"set {UpstreamOptions.Section.Replace(":", "__", StringComparison.Ordinal)}__{property}";
}
