using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DispatchMap.Web.Storage;

/// <summary>Registers the database and what is kept in it.</summary>
internal static class StorageHosting
{
    /// <summary>Adds <see cref="Database"/>, an <see cref="IDbContextFactory{T}"/> of <see cref="DispatchMapDb"/>, and <see cref="ILastPositions"/>.</summary>
    /// <exception cref="InvalidOperationException">The configuration makes no sense; the message names the key.</exception>
    public static void AddStorage(this IServiceCollection services, IConfiguration configuration, DemoMode? demo = null)
    {
        var settings = DatabaseSettings.Read(configuration, demo?.On is true);
        services.AddSingleton(settings);
        if (settings.Provider == DatabaseProvider.Sqlite)
            services.AddContexts<SqliteDb>(options => options.UseSqlite(settings.ConnectionString));
        else
            services.AddContexts<PostgreSqlDb>(options => options.UseNpgsql(settings.ConnectionString));
        services.AddUserSchema();
        services.AddSingleton<Database>();
        services.AddSingleton<DatabaseState>();
        services.AddSingleton<ILastPositions, LastPositionStore>();
        services.AddHostedService<DatabaseHost>();
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: ["ready"]);
    }

    /// <summary>Which tables users need: those with passkeys. The contexts ask the services for it, also when migrations are made.</summary>
    public static IServiceCollection AddUserSchema(this IServiceCollection services) =>
        services.Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3);

    private static void AddContexts<T>(this IServiceCollection services, Action<DbContextOptionsBuilder> use)
        where T : DispatchMapDb
    {
        services.AddDbContextFactory<T>(options =>
        {
            use(options);
            // Whoever uses the database says once, in words, what is wrong; a stack trace every half minute says less.
            options.ConfigureWarnings(warnings => warnings.Ignore(
                RelationalEventId.ConnectionError, RelationalEventId.CommandError, RelationalEventId.TransactionError,
                CoreEventId.QueryIterationFailed, CoreEventId.SaveChangesFailed));
        });
        services.AddSingleton<IDbContextFactory<DispatchMapDb>, Contexts<T>>();
        services.AddScoped<DispatchMapDb>(all => all.GetRequiredService<T>());
    }

    private sealed class Contexts<T>(IDbContextFactory<T> contexts) : IDbContextFactory<DispatchMapDb>
        where T : DispatchMapDb
    {
        public DispatchMapDb CreateDbContext() => contexts.CreateDbContext();
    }
}
