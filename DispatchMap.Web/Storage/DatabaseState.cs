namespace DispatchMap.Web.Storage;

/// <summary>How the database does, for whoever may know; not the way to what is in it.</summary>
internal sealed class DatabaseState(Database database)
{
    public DatabaseProvider Provider => database.Provider;

    /// <inheritdoc cref="Database.Trouble"/>
    public string? Trouble => database.Trouble;
}
