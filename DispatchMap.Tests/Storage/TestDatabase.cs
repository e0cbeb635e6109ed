using System.Runtime.CompilerServices;

namespace DispatchMap.Tests.Storage;

/// <summary>Programs that tests start, and that say nothing of a database, use one of this run and not the developer's.</summary>
internal static class TestDatabase
{
    [ModuleInitializer]
    internal static void Use()
    {
        const string Key = "ConnectionStrings__DispatchMap";
        var folder = Directory.CreateTempSubdirectory("dispatchmap-tests-");
        Environment.SetEnvironmentVariable(Key, $"Data Source={Path.Combine(folder.FullName, "dispatchmap.db")}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
    }
}
