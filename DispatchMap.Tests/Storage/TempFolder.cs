namespace DispatchMap.Tests.Storage;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dispatchmap-");

    public string Path => _folder.FullName;

    public string File(string name = "dispatchmap.db") => System.IO.Path.Combine(Path, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
