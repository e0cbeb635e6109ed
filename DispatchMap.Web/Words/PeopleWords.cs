using System.Globalization;
using DispatchMap.Web.People;

namespace DispatchMap.Web.Words;

/// <summary>People's accounts in words.</summary>
internal static class PeopleWords
{
    private const int NamedGroups = 3;

    /// <summary><c>Every vehicle</c>, <c>No vehicle</c>, <c>East, West</c> or <c>5 groups</c>.</summary>
    /// <param name="nameOf">A group's name; null when nobody knows it.</param>
    public static string Restriction(long[]? groups, Func<long, string?>? nameOf = null) => groups switch
    {
        null => "Every vehicle",
        [] => "No vehicle",
        { Length: <= NamedGroups } => Groups(groups, nameOf),
        _ => $"{groups.Length} groups",
    };

    /// <summary>All of them by name, those nobody knows by number.</summary>
    public static string Groups(IEnumerable<long> groups, Func<long, string?>? nameOf = null) =>
        string.Join(", ", groups.Select(id => nameOf?.Invoke(id) ?? string.Create(CultureInfo.InvariantCulture, $"Group {id}")));

    public static string TwoFactor(Person person) => (person.TwoFactor, person.Passkeys) switch
    {
        (true, 0) => "App",
        (true, _) => "App and passkey",
        (false, > 0) => "Passkey",
        _ => "No",
    };

    public static string Standing(Person person) => person switch
    {
        { IsFixed: true } => "Demo account",
        { Disabled: true } => "Disabled",
        { IsDemo: true } => "Demo only",
        _ => "Active",
    };

    /// <summary>What a role is for, as the choice between them says it.</summary>
    public static string Purpose(Role role) => role switch
    {
        Role.Dispatcher => "Map and list",
        Role.OpsLead => "Also the feeds",
        _ => "Also people, settings and audit; sees every vehicle",
    };
}
