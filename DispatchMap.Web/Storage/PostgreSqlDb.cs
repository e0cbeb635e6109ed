using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace DispatchMap.Web.Storage;

internal sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : DispatchMapDb(options)
{
    /// <summary>For making migrations, which need no database.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgreSqlDb>
    {
        public PostgreSqlDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgreSqlDb>().UseNpgsql()
            .UseApplicationServiceProvider(new ServiceCollection().AddUserSchema().BuildServiceProvider()).Options);
    }
}
