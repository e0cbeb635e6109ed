namespace DispatchMap.Web.Storage;

/// <summary>Which database holds what must outlive the process.</summary>
internal enum DatabaseProvider
{
    /// <summary>A file beside the program: one process.</summary>
    Sqlite,

    /// <summary>A server: one process or several.</summary>
    PostgreSql,
}
