using DispatchMap.Web.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Storage;

/// <summary>What outlives the process. Each database has its own migrations, and so a context of its own.</summary>
internal abstract class DispatchMapDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<SavedAccount> Accounts => Set<SavedAccount>();

    public DbSet<SavedVehicle> Vehicles => Set<SavedVehicle>();

    public DbSet<SavedGroup> Groups => Set<SavedGroup>();

    public DbSet<SavedTruth> Truths => Set<SavedTruth>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SavedAccount>().ToTable("PositionAccounts").HasKey(account => account.Key);
        Of<SavedVehicle>(modelBuilder, "LastPositions", nameof(SavedVehicle.VehicleId));
        Of<SavedGroup>(modelBuilder, "LastGroups", nameof(SavedGroup.GroupId));
        Of<SavedTruth>(modelBuilder, "PositionTruths", nameof(SavedTruth.Coverage));
    }

    /// <summary>A table of things of an account, which go with it.</summary>
    private static void Of<T>(ModelBuilder model, string table, string key)
        where T : class
    {
        const string Account = nameof(SavedVehicle.Account);
        model.Entity<T>().ToTable(table).HasKey(Account, key);
        model.Entity<T>().HasOne<SavedAccount>().WithMany().HasForeignKey(Account).OnDelete(DeleteBehavior.Cascade);
    }
}
