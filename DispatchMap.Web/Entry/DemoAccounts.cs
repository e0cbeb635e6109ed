using System.Collections.Immutable;
using System.Net;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.People;

namespace DispatchMap.Web.Entry;

/// <summary>One account per role that needs no password, for looking around. They exist only in the demo.</summary>
internal sealed class DemoAccounts(DemoMode demo, IConfiguration configuration)
{
    /// <summary>Whether visitors from elsewhere may use them too: then anybody who can reach the server is the demo's admin.</summary>
    public const string AnywhereKey = "DispatchMap:DemoAccountsFromAnywhere";

    private readonly bool _anywhere = configuration.GetValue<bool>(AnywhereKey);

    public static ImmutableArray<(Role Role, string Email, string Name)> All { get; } =
    [
        (Role.Dispatcher, "dispatcher@demo.invalid", "Demo dispatcher"),
        (Role.OpsLead, "opslead@demo.invalid", "Demo ops lead"),
        (Role.Admin, "admin@demo.invalid", "Demo admin"),
    ];

    /// <summary>Whether it is one of these, which stay as they are.</summary>
    public static bool AreOne(User user) => user.IsDemo && All.Any(account => string.Equals(account.Email, user.Email, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether whoever sends this request may have one.</summary>
    public bool AreOpenTo(HttpContext context) => demo.On && (_anywhere || IsLocal(context));

    /// <summary>
    /// From this machine, and meant for it: a proxy's visitors come from loopback too, but their requests say where they
    /// were sent or where they came from.
    /// </summary>
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLoopbackName(context.Request.Host.Host)
        && !context.Request.Headers.ContainsKey("Forwarded")
        && !context.Request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
