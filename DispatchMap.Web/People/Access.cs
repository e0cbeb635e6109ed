namespace DispatchMap.Web.People;

/// <summary>What somebody may do, and see.</summary>
/// <param name="OnlyGroups">The only vehicle groups whose vehicles they see; null = every vehicle, empty = none.</param>
public sealed record Access(Role Role, long[]? OnlyGroups)
{
    /// <summary>All of them go into the session's cookie.</summary>
    public const int MaxGroups = 100;

    /// <summary>What is wrong with it, in words; null when nothing is.</summary>
    public string? Trouble => this switch
    {
        _ when !Enum.IsDefined(Role) => "There is no such role.",
        { OnlyGroups: { } groups } when groups.Distinct().Count() > MaxGroups => $"At most {MaxGroups} groups can be chosen for one person.",
        { OnlyGroups: { } groups } when groups.Any(id => id < 0) => "There is no such group.",
        _ => null,
    };

    /// <summary>The same in order and without repetition. Admins see every vehicle: they could allow it to themselves anyway.</summary>
    public Access Plain() => this with { OnlyGroups = Role == Role.Admin ? null : OnlyGroups?.Distinct().Order().ToArray() };

    public bool SameAs(Access other) => Role == other.Role && SameGroupsAs(other);

    public bool SameGroupsAs(Access other) =>
        OnlyGroups is null || other.OnlyGroups is null ? OnlyGroups is null && other.OnlyGroups is null : OnlyGroups.SequenceEqual(other.OnlyGroups);
}
