using DispatchMap.Web.People;

namespace DispatchMap.Web.Audit;

/// <summary>Who does something, and from where.</summary>
internal sealed record AuditActor(string? UserId, string Name, string Address)
{
    public static AuditActor Of(Viewer viewer, string address) => new(viewer.UserId, viewer.Name, address);

    public static AuditActor Of(User user, HttpContext context) => new(user.Id, user.DisplayName, AddressOf(context));

    public static string AddressOf(HttpContext? context) => context?.Connection.RemoteIpAddress?.ToString() ?? "";
}
