using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using DispatchMap.Web.Settings;
using DispatchMap.Web.Storage.Model;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Storage;

/// <summary>What outlives the process. Each database has its own migrations, and so a context of its own.</summary>
internal abstract class DispatchMapDb(DbContextOptions options) : IdentityUserContext<User>(options)
{
    public DbSet<SavedAccount> Accounts => Set<SavedAccount>();

    public DbSet<SavedVehicle> Vehicles => Set<SavedVehicle>();

    public DbSet<SavedGroup> Groups => Set<SavedGroup>();

    public DbSet<SavedTruth> Truths => Set<SavedTruth>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<SavedSetting> Settings => Set<SavedSetting>();

    public DbSet<SavedKey> Keys => Set<SavedKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<User>().ToTable("Users").Property(user => user.Role).HasConversion<string>();
        modelBuilder.Entity<IdentityUserClaim<string>>().ToTable("UserClaims");
        modelBuilder.Entity<IdentityUserLogin<string>>().ToTable("UserLogins");
        modelBuilder.Entity<IdentityUserToken<string>>().ToTable("UserTokens");
        modelBuilder.Entity<IdentityUserPasskey<string>>().ToTable("UserPasskeys");
        modelBuilder.Entity<Invitation>().ToTable("Invitations").Property(invitation => invitation.Role).HasConversion<string>();
        modelBuilder.Entity<Invitation>().HasIndex(invitation => invitation.TokenHash).IsUnique();
        modelBuilder.Entity<AuditEntry>().ToTable("AuditEntries").Property(entry => entry.Action).HasConversion<string>();
        modelBuilder.Entity<AuditEntry>().HasIndex(entry => entry.At);
        modelBuilder.Entity<SavedSetting>().ToTable("Settings").HasKey(setting => setting.Key);
        modelBuilder.Entity<SavedKey>().ToTable("DataProtectionKeys");
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
