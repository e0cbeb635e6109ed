using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace DispatchMap.Web.Storage;

internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : DispatchMapDb(options)
{
    /// <summary>For making migrations, which need no database.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite()
            .UseApplicationServiceProvider(new ServiceCollection().AddUserSchema().BuildServiceProvider()).Options);
    }
}
