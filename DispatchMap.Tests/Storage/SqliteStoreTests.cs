namespace DispatchMap.Tests.Storage;

public sealed class SqliteStoreTests : StoreTests, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected override StorageKit Open(DateTimeOffset? now = null) => new($"Data Source={_folder.File()}", now: now);
}
