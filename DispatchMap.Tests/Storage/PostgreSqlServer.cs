using System.Diagnostics;

[assembly: AssemblyFixture(typeof(DispatchMap.Tests.Storage.PostgreSqlServer))]

namespace DispatchMap.Tests.Storage;

/// <summary>
/// A PostgreSQL server for all tests, started once on first use: on a temporary folder, on a Unix socket only, and never as root.
/// Without the program on this machine the tests are skipped.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    /// <summary>A canary: seen anywhere, it gives a leak away.</summary>
    public const string Password = "canary-5d1c-database-password";

    private const string User = "dispatchmap";
    /// <summary>Making a cluster takes seconds on an idle machine, and much longer beside everything else.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();
    private readonly Lazy<Task> _started;
    private string? _programs;

    public PostgreSqlServer() => _started = new(() => Task.Run(StartAsync));

    /// <summary>How to reach a database of the server; it need not exist. Skips the test when there is no server.</summary>
    public string Connection(string database, string password = Password)
    {
        _started.Value.WaitAsync(Limit).GetAwaiter().GetResult();
        Assert.SkipWhen(_programs is null, "PostgreSQL is not installed on this machine.");
        return $"Host={_folder.Path};Database={database};Username={User};Password={password};Pooling=false";
    }

    public async ValueTask DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } && _programs is not null)
            await AsUserAsync("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Data);
        _folder.Dispose();
    }

    private async Task StartAsync()
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
        using var exited = new CancellationTokenSource(Limit, TimeProvider.System);
        await process.WaitForExitAsync(exited.Token);
        Assert.Equal(0, process.ExitCode);
    }
}
