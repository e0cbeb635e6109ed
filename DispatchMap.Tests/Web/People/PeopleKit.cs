using DispatchMap.Tests.Fleet;
using DispatchMap.Tests.MyCarTracks;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Entry;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.People;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Web.People;

/// <summary>A process's accounts as the product registers them, without its pages. Two of them on one database are two processes.</summary>
internal sealed class PeopleKit : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public PeopleKit(string connection, string provider = "Sqlite", bool demo = false)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [DatabaseSettings.ProviderKey] = provider,
            [DatabaseSettings.ConnectionKey] = connection,
        }).Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(new LogSink()))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(new DemoMode(demo))
            .AddScoped<Seat>();
        services.AddStorage(configuration);
        services.AddEntry();
        services.AddScoped<AuthenticationStateProvider>(all => new FakeSession(all.GetRequiredService<Seat>().Who));
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(FleetKit.Noon);

    public Database Database => _services.GetRequiredService<Database>();

    public UserWork Work => _services.GetRequiredService<UserWork>();

    /// <summary>A service as the circuit of somebody would get it.</summary>
    public T As<T>(User user)
        where T : notnull => As<T>(user.Role, user.Id);

    public T As<T>(Role role, string id = "nobody")
        where T : notnull
    {
        var circuit = _services.CreateScope().ServiceProvider;
        circuit.GetRequiredService<Seat>().Who = FakeSession.Principal(role, id: id);
        return circuit.GetRequiredService<T>();
    }

    public async Task<User> AddAsync(string name, Role role = Role.Admin, long[]? groups = null, bool demo = false, string? email = null)
    {
        var user = new User
        {
            UserName = email ?? $"{name}@example.com", Email = email ?? $"{name}@example.com", DisplayName = name, Role = role, OnlyGroups = groups, IsDemo = demo,
        };
        var result = await Work.UseAsync(users => users.CreateAsync(user, "a long enough password"), TestContext.Current.CancellationToken).Soon();
        Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(error => error.Description)));
        return user;
    }

    public Task<User?> FindAsync(User user) => Work.UseAsync(users => users.FindByIdAsync(user.Id), TestContext.Current.CancellationToken).Soon();

    public Task<T> AskAsync<T>(Func<UserManager<User>, DispatchMapDb, Task<T>> question) => Work.UseAsync(question, TestContext.Current.CancellationToken).Soon();

    /// <summary>The audit log, oldest first.</summary>
    public Task<List<AuditEntry>> AuditAsync() => AskAsync((_, db) => db.Audit.OrderBy(entry => entry.Id).ToListAsync());

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Who sits at the circuit.</summary>
    private sealed class Seat
    {
        public System.Security.Claims.ClaimsPrincipal Who { get; set; } = new();
    }
}
