using DispatchMap.Web.People;

namespace DispatchMap.Web.Words;

/// <summary>Roles as people call them.</summary>
internal static class RoleWords
{
    public static string Name(Role role) => role switch
    {
        Role.OpsLead => "Ops lead",
        _ => role.ToString(),
    };
}
