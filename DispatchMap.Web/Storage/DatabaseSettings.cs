using Microsoft.Data.Sqlite;
using Npgsql;

namespace DispatchMap.Web.Storage;

/// <summary>Which database it is and how to reach it.</summary>
/// <param name="ConnectionString">May hold a password: never in a log, an exception or a page.</param>
/// <param name="File">The full path of the file; null for a server.</param>
/// <param name="IsTemporary">Whether it goes, folder and all, when the program ends.</param>
internal sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, string? File, bool IsTemporary = false)
{
    /// <summary>Which kind of database.</summary>
    public const string ProviderKey = "DispatchMap:Database:Provider";

    /// <summary>Where it is.</summary>
    public const string ConnectionKey = "ConnectionStrings:DispatchMap";

    /// <summary>How long a statement waits for another process that writes, seconds.</summary>
    private const int BusySeconds = 5;

    /// <param name="demo">Whether it is the demo, which forgets everything unless somebody says where to keep it.</param>
    /// <exception cref="InvalidOperationException">A value makes no sense; the message names its key and not the value.</exception>
    public static DatabaseSettings Read(IConfiguration configuration, bool demo = false)
    {
        var name = configuration[ProviderKey];
        if (string.IsNullOrWhiteSpace(name))
            name = nameof(DatabaseProvider.Sqlite);
        if (!Enum.GetNames<DatabaseProvider>().Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{ProviderKey} must be {nameof(DatabaseProvider.Sqlite)} or {nameof(DatabaseProvider.PostgreSql)}.");

        var connection = configuration[ConnectionKey];
        if (demo && string.IsNullOrEmpty(connection))
            return Sqlite("Data Source=" + Path.Combine(Directory.CreateTempSubdirectory("dispatchmap-demo-").FullName, "dispatchmap.db")) with { IsTemporary = true };
        return Enum.Parse<DatabaseProvider>(name, ignoreCase: true) == DatabaseProvider.Sqlite
            ? Sqlite(connection)
            : PostgreSql(connection);
    }

    /// <summary>Not to be seen in a log, were it ever given to one.</summary>
    public override string ToString() => Provider.ToString();

    private static DatabaseSettings Sqlite(string? connection)
    {
        var parts = Parse(() => new SqliteConnectionStringBuilder(connection), "Data Source=/path/to/dispatchmap.db");
        if (parts.DataSource.Length == 0)
            parts.DataSource = DefaultFile();
        if (parts.DataSource == ":memory:" || parts.Mode == SqliteOpenMode.Memory)
            throw new InvalidOperationException($"{ConnectionKey} must name a file: a database in memory outlives nothing.");
        parts.DataSource = Path.GetFullPath(parts.DataSource);
        if (!parts.ShouldSerialize("Default Timeout"))
            parts.DefaultTimeout = BusySeconds;
        return new(DatabaseProvider.Sqlite, parts.ToString(), parts.DataSource);
    }

    private static DatabaseSettings PostgreSql(string? connection)
    {
        const string Example = "Host=…;Database=…;Username=…;Password=…";
        var parts = Parse(() => new NpgsqlConnectionStringBuilder(connection), Example);
        if (string.IsNullOrEmpty(parts.Host))
            throw new InvalidOperationException($"{ConnectionKey} must say where the database server is: {Example}.");
        return new(DatabaseProvider.PostgreSql, parts.ToString(), null);
    }

    /// <summary>The user's own data folder: for a developer outside the repository, in the container inside the volume.</summary>
    private static string DefaultFile()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data.Length > 0 ? data : AppContext.BaseDirectory, "DispatchMap", "dispatchmap.db");
    }

    private static T Parse<T>(Func<T> parse, string example)
    {
        try
        {
            return parse();
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The parser's own message quotes the piece that it stumbled over: perhaps half a password.
            throw new InvalidOperationException($"{ConnectionKey} cannot be understood; it should look like {example}.");
        }
    }
}
