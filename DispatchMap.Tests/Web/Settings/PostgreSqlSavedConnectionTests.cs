using DispatchMap.Tests.Storage;
using DispatchMap.Web.People;

namespace DispatchMap.Tests.Web.Settings;

public sealed class PostgreSqlSavedConnectionTests(PostgreSqlServer server) : SavedConnectionTests
{
    private readonly string _database = $"test_{Guid.NewGuid():n}";

    private protected override SettingsKit Open(Role role = Role.Admin, params (string, string?)[] configuration) =>
        new(server.Connection(_database), "PostgreSql", role, configuration);
}
