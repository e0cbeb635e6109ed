using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DispatchMap.Simulator;

namespace DispatchMap.Benchmarks.Circuits.Server;

/// <summary>The product as people run it: a process of its own, in Production, with a database in a temporary folder.</summary>
internal sealed class WebProcess : IAsyncDisposable
{
    public const string AdminEmail = "admin@example.com";
    public const string AdminPassword = "a long enough password";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Ask = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly Queue<string> _log = [];

    private WebProcess(Process process, DirectoryInfo folder, Uri site) => (_process, _folder, Site) = (process, folder, site);

    public Uri Site { get; }

    public int Id => _process.Id;

    /// <summary>Processor time since the start: of the program, and of the kernel on its behalf.</summary>
    public (TimeSpan User, TimeSpan Kernel) Worked
    {
        get
        {
            _process.Refresh();
            return (_process.UserProcessorTime, _process.PrivilegedProcessorTime);
        }
    }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it has to say about itself lately.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
                return [.. _log];
        }
    }

    /// <param name="program">DispatchMap.Web.dll.</param>
    public static async Task<WebProcess> StartAsync(string program, SimulatorServer vendor, SimulatorOptions vendorOptions, TimeProvider time, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("dispatchmap-load-");
        var site = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("dotnet", [program])
        {
            // Where appsettings.json is.
            WorkingDirectory = new FileInfo(program).Directory!.Parent!.Parent!.Parent!.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in Settings(folder, site, vendor, vendorOptions))
            start.Environment[key] = value;
        var web = new WebProcess(Process.Start(start)!, folder, site);
        web.KeepLog();
        await web.UntilReadyAsync(time, stop);
        return web;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Dictionary<string, string> Settings(DirectoryInfo folder, Uri site, SimulatorServer vendor, SimulatorOptions options) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = site.ToString(),
        ["ConnectionStrings__DispatchMap"] = $"Data Source={Path.Combine(folder.FullName, "load.db")}",
        ["DispatchMap__Demo"] = "false",
        ["DispatchMap__Setup__AdminEmail"] = AdminEmail,
        ["DispatchMap__Setup__AdminPassword"] = AdminPassword,
        ["DispatchMap__Door__MaxCircuits"] = "20000",
        ["DispatchMap__Door__MaxCircuitsPerUser"] = "20000",
        ["DispatchMap__Map__TileUrl"] = "",
        ["DispatchMap__Upstream__BaseUrl"] = vendor.BaseUrl.ToString(),
        ["DispatchMap__Upstream__TokenUrl"] = vendor.TokenUrl.ToString(),
        ["DispatchMap__Upstream__ClientId"] = options.ClientId,
        ["DispatchMap__Upstream__ClientSecret"] = options.ClientSecret,
        ["DispatchMap__Upstream__AllowInsecureLoopback"] = "true",
        ["DispatchMap__Upstream__RequestBudget"] = "1000000",
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void KeepLog()
    {
        DataReceivedEventHandler keep = (_, line) =>
        {
            lock (_log)
            {
                if (line.Data is not null)
                    _log.Enqueue(line.Data);
                if (_log.Count > 100)
                    _log.Dequeue();
            }
        };
        _process.OutputDataReceived += keep;
        _process.ErrorDataReceived += keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task UntilReadyAsync(TimeProvider time, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(StartLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Site };
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The server did not start.\n{string.Join('\n', Log)}");
            try
            {
                using var answer = await client.GetAsync(new Uri("health/ready", UriKind.Relative), either.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(Ask, time, either.Token);
        }
    }
}
