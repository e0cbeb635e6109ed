using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Entry;

/// <summary>
/// Sees to it that somebody can get in: the admin that the configuration names, the demo's accounts, or else a token on the
/// console for setting up the first admin.
/// </summary>
internal sealed partial class FirstUsers(
    UserWork work, AuditLog audit, SetupToken token, IOptions<SetupOptions> options, DemoMode demo, TimeProvider time, ILogger<FirstUsers> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1);
    private volatile bool _done;

    /// <summary>Waits until they are there.</summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_done)
            return;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_done)
                await MakeAsync(cancellationToken);
            _done = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _gate.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await EnsureAsync(stoppingToken);
                return;
            }
            catch (StoreException)
            {
                // The database has logged it.
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (options.Value is { IsGiven: true, AdminEmail: { } email, AdminPassword: { } password }
            && await work.UseAsync(users => AddAsync(users, NewAdmin(email), password.Reveal()), cancellationToken))
        {
            await audit.WriteAsync(new(null, "Configuration", ""), AuditAction.SetUp, email, "First admin", cancellationToken);
            Log.Made(logger, email);
        }

        if (demo.On)
        {
            foreach (var (role, address, name) in DemoAccounts.All)
            {
                var user = new User { UserName = address, Email = address, DisplayName = name, Role = role, IsDemo = true, CreatedAt = time.GetUtcNow() };
                await work.UseAsync(users => AddAsync(users, user, null), cancellationToken);
            }
        }
        else if (!await work.UseAsync(users => users.Users.AnyAsync(user => user.Role == Role.Admin && !user.IsDemo, cancellationToken), cancellationToken))
        {
            // Not through the log: logs are kept, sent and read by others.
            Console.WriteLine($"DispatchMap has no admin yet. Open /setup on this server and enter the token {token.Open()}");
        }
    }

    private User NewAdmin(string email) => new()
    {
        UserName = email,
        Email = email,
        DisplayName = email.Split('@')[0],
        Role = Role.Admin,
        CreatedAt = time.GetUtcNow(),
    };

    /// <summary>Adds a user unless there is one of that address.</summary>
    private static async Task<bool> AddAsync(UserManager<User> users, User user, string? password)
    {
        if (await users.FindByEmailAsync(user.Email!) is not null)
            return false;
        var result = password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
        // Another process of the same database may have been quicker.
        if (!result.Succeeded && await users.FindByEmailAsync(user.Email!) is null)
            throw new StoreException("The first users could not be made: " + string.Join(' ', result.Errors.Select(error => error.Code)));
        return result.Succeeded;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The first admin {Email} was made from the configuration")]
        public static partial void Made(ILogger logger, string email);
    }
}
