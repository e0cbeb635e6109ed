using System.Diagnostics;

namespace DispatchMap.Tests.Storage;

/// <summary>
/// A PostgreSQL server of its own for a test class: on a temporary folder, on a Unix socket only, and never as root. Without the
/// program on this machine the tests are skipped.
/// </summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    /// <summary>A canary: seen anywhere, it gives a leak away.</summary>
    public const string Password = "canary-5d1c-database-password";

    private const string User = "dispatchmap";
    private readonly TempFolder _folder = new();
    private string? _programs;
    private bool _started;

    public async ValueTask InitializeAsync()
    {
        _programs = Programs();
        if (_programs is null)
            return;

        var password = _folder.File("password");
        await File.WriteAllTextAsync(password, Password);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["-R", "nobody", _folder.Path]);
        await AsUserAsync("initdb", "-D", Data, "-U", User, "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale", "C", "--no-sync");
        await AsUserAsync("pg_ctl", "start", "-w", "-D", Data, "-l", _folder.File("log"), "-o", $"-F -k {_folder.Path} -c listen_addresses=");
        _started = true;
    }

    /// <summary>How to reach a database of the server; it need not exist. Skips the test when there is no server.</summary>
    public string Connection(string database, string password = Password)
    {
        Assert.SkipWhen(_programs is null, "PostgreSQL is not installed on this machine.");
        return $"Host={_folder.Path};Database={database};Username={User};Password={password};Pooling=false";
    }

    public async ValueTask DisposeAsync()
    {
        if (_started)
            await AsUserAsync("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Data);
        _folder.Dispose();
    }

    private string Data => _folder.File("data");

    private static string? Programs()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderDescending() : Enumerable.Empty<string>();
        return versions.Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private Task AsUserAsync(string program, params string[] arguments)
    {
        program = Path.Combine(_programs!, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=nobody", "--clear-groups", "--", program, .. arguments])
            : RunAsync(program, arguments);
    }

    private async Task RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        // The server inherits the pipes, so they end only with it: what matters is how the program ends.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var exited = new CancellationTokenSource(Waiting.Limit, TimeProvider.System);
        await process.WaitForExitAsync(exited.Token);
        Assert.Equal(0, process.ExitCode);
    }
}
