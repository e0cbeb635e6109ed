using DispatchMap.Web.People;

namespace DispatchMap.Tests.Web.Doors;

/// <summary>Every door of the program, and the least role it opens to. What is not in here is a door that nobody has thought about.</summary>
internal static class DoorTable
{
    public static IReadOnlyList<Door> Doors { get; } =
    [
        new("/", Role.Dispatcher),
        new("/ops/feeds", Role.OpsLead),
        new("/settings", Role.Admin),
        new("/settings/connection", Role.Admin),
        new("/settings/map", Role.Admin),
        new("/settings/freshness", Role.Admin),
        new("/settings/about", Role.Admin),
        new("/settings/people", Role.Admin),
        new("/settings/audit", Role.Admin),
        new("/settings/audit/export", Role.Admin),
        new("/account", Role.Dispatcher),
        new("/account/two-factor", Role.Dispatcher),
        new("/account/recovery-codes", Role.Dispatcher),
        new("/account/passkey-options", Role.Dispatcher, Method: "POST"),
        new("/not-allowed", Role.Dispatcher),
        new("/not-found", Role.Dispatcher),
        new("/sign-in", null),
        new("/sign-in/code", null),
        new("/sign-in/passkey-options", null, Method: "POST"),
        new("/setup", null),
        new("/invitation/{Token}", null, "/invitation/made-up"),
        new("/reset/{UserId}/{Token}", null, "/reset/nobody/made-up"),
        new("/sign-in/demo", null, Method: "POST"),
        new("/sign-out", null, Method: "POST"),
        new("/health/live", null),
        new("/health/ready", null),
        new("/_blazor", Role.Dispatcher),
        new("/_blazor/negotiate", Role.Dispatcher, Method: "POST"),
        new("/_blazor/disconnect/", Role.Dispatcher, Method: "POST"),
        new("/_blazor/initializers/", Role.Dispatcher),
        new("/_framework/opaque-redirect", Role.Dispatcher),
        // Finds files of wwwroot that are not known by name: only while they are being developed, and as in tests.
        new("/{**path:file}", Role.Dispatcher, "/nowhere.js"),
    ];

    /// <param name="Route">As the program calls it.</param>
    /// <param name="Least">Null when it opens to anybody.</param>
    /// <param name="Example">An address that leads there, when the route is not one.</param>
    internal sealed record Door(string Route, Role? Least, string? Example = null, string Method = "GET")
    {
        public string Address => Example ?? Route;

        /// <summary>Whether one can tell from outside: without its form a post is refused, and what then comes is the page for that.</summary>
        public bool CanBeKnockedAt => Method == "GET" || Least is not null;
    }
}
