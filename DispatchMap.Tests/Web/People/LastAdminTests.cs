using DispatchMap.Tests.Storage;
using DispatchMap.Web.People;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Tests.Web.People;

/// <summary>Two admins who turn against each other at the same moment, in two processes: one of them stays.</summary>
public sealed class LastAdminTests(PostgreSqlServer server) : IDisposable
{
    private const int Rounds = 5;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Admins_DisableEachOtherOnSqlite_OneStays() => FightAsync($"Data Source={_folder.File()}", "Sqlite");

    [Fact]
    public Task Admins_DisableEachOtherOnPostgreSql_OneStays() => FightAsync(server.Connection($"test_{Guid.NewGuid():n}"), "PostgreSql");

    private static async Task FightAsync(string connection, string provider)
    {
        await using var here = new PeopleKit(connection, provider);
        await using var there = new PeopleKit(connection, provider);
        var (anna, boris) = (await here.AddAsync("Anna"), await here.AddAsync("Boris"));

        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(
                StrikeAsync(here, anna, boris, round),
                StrikeAsync(there, boris, anna, round)).Soon();

            Assert.Equal(1, await here.AskAsync((_, db) => db.Users.CountAsync(user => user.Role == Role.Admin && !user.Disabled)));
            await here.AskAsync((_, db) => db.Users.ExecuteUpdateAsync(user => user.SetProperty(other => other.Disabled, false).SetProperty(other => other.Role, Role.Admin)));
        }
    }

    private static async Task StrikeAsync(PeopleKit kit, User by, User at, int round)
    {
        var changes = kit.As<PeopleChanges>(by);
        try
        {
            var stop = TestContext.Current.CancellationToken;
            await Task.Run(() => round % 2 == 0 ? changes.SetDisabledAsync(at.Id, true, stop) : changes.ChangeAccessAsync(at.Id, new(Role.Dispatcher, null), stop), stop);
        }
        catch (NotAllowedException)
        {
            // The other one was quicker.
        }
    }
}
