using DispatchMap.Tests.Storage;
using DispatchMap.Web.Components;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Doors;

/// <summary>The real program on a test server, without a fleet, and people of every kind.</summary>
internal sealed class Premises : WebApplicationFactory<App>
{
    public const string Password = "a long enough password";

    private readonly TempFolder _data = new();

    /// <summary>Everybody who may stand at a door: whom they are known as, their role and their restriction.</summary>
    public static (string Name, Role Role, long[]? Groups)[] Everybody { get; } =
    [
        ("dispatcher", Role.Dispatcher, null), ("restricted-dispatcher", Role.Dispatcher, [10]), ("locked-dispatcher", Role.Dispatcher, []),
        ("lead", Role.OpsLead, null), ("restricted-lead", Role.OpsLead, [10]), ("admin", Role.Admin, null),
    ];

    public static string EmailOf(string name) => $"{name}@example.com";

    /// <summary>Somebody's browser; it does not follow redirects.</summary>
    public async Task<HttpClient> EnterAsync(string name)
    {
        var visitor = this.Cautious();
        await visitor.SignInAsync(EmailOf(name), Password);
        return visitor;
    }

    public async Task AddEverybodyAsync()
    {
        foreach (var (name, role, groups) in Everybody)
            await Services.GetRequiredService<UserWork>().AddAsync(EmailOf(name), Password, role, groups);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting("environment", "Production").UseSetting("DispatchMap:Demo", "false")
        .UseSetting("ConnectionStrings:DispatchMap", $"Data Source={_data.File()}")
        .UseSetting("DispatchMap:Setup:AdminEmail", "first@example.com").UseSetting("DispatchMap:Setup:AdminPassword", Password);
}
