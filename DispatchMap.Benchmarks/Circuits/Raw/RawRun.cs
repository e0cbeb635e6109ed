using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using DispatchMap.Benchmarks.Circuits.Server;

namespace DispatchMap.Benchmarks.Circuits.Raw;

/// <summary>
/// The bare server in a process of its own, with as many sockets, bytes and frames as a step of the product had. Every
/// <see cref="PerAnswer"/>th frame is answered before the next is sent, as the product's are.
/// </summary>
/// <param name="sleeps">Whether its threads sleep between frames, as the product's do, or spin for a while, as is usual.</param>
internal sealed class RawRun(bool sleeps, TimeSpan window, TimeProvider time)
{
    private const int AtOnce = 32;
    private const int PerAnswer = 4;

    /// <summary>The product says so in its project file.</summary>
    private const string SpinLimit = "DOTNET_ThreadPool_UnfairSemaphoreSpinLimit";

    /// <summary>As long as what a circuit says when it is asked what it holds.</summary>
    private static readonly byte[] Answer = new byte[60];

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private long _frames;

    /// <summary>Microseconds of processor time per frame.</summary>
    public async Task<double> MeasureAsync(Step like, CancellationToken stop)
    {
        var program = new ProcessStartInfo(Environment.ProcessPath!, Arguments()) { RedirectStandardOutput = true };
        if (sleeps)
            program.Environment[SpinLimit] = "0";
        else
            program.Environment.Remove(SpinLimit);
        using var process = Process.Start(program)!;
        try
        {
            var address = new UriBuilder(await process.StandardOutput.ReadLineAsync(stop) ?? throw new IOException("The bare server did not start."))
            {
                Scheme = "ws",
                Query = string.Create(CultureInfo.InvariantCulture, $"bytes={like.FrameBytes:0}&every={1000 * like.Dispatchers / like.Frames:0}&perAnswer={PerAnswer}"),
            };
            return await MeasureAsync(process, address.Uri, like.Dispatchers, stop);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>As <c>dotnet DispatchMap.Benchmarks.dll</c> or as the program by itself.</summary>
    private static string[] Arguments() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [typeof(RawRun).Assembly.Location, RawCommand.Name]
        : [RawCommand.Name];

    private async Task<double> MeasureAsync(Process process, Uri address, int count, CancellationToken stop)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var connections = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        var sockets = Enumerable.Range(0, count).Select(_ => new ClientWebSocket()).ToArray();
        await Parallel.ForEachAsync(
            sockets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (socket, cancelled) => await socket.ConnectAsync(address, connections, cancelled));
        var readers = sockets.Select(socket => ReadAsync(socket, gone.Token)).ToArray();
        await Task.Delay(WarmUp, time, stop);
        await CompilerWork.UntilOverAsync(process.Id, time, stop);
        var (worked, frames) = (Worked(process), Interlocked.Read(ref _frames));
        await Task.Delay(window, time, stop);
        var perFrame = (Worked(process) - worked).TotalMicroseconds / (Interlocked.Read(ref _frames) - frames);
        await gone.CancelAsync();
        await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var socket in sockets)
            socket.Dispose();
        return perFrame;
    }

    private async Task ReadAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        for (var frames = 0; ;)
        {
            if (!(await socket.ReceiveAsync(buffer.AsMemory(), stop)).EndOfMessage)
                continue;
            Interlocked.Increment(ref _frames);
            if (++frames % PerAnswer == 0)
                await socket.SendAsync(Answer, WebSocketMessageType.Binary, true, stop);
        }
    }

    private static TimeSpan Worked(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }
}
