using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;

namespace DispatchMap.Benchmarks.Circuits.Raw;

/// <summary>The bare server in a process of its own, with as many sockets, bytes and frames as a step of the product had.</summary>
internal sealed class RawRun(TimeSpan window, TimeProvider time)
{
    private const int AtOnce = 32;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private long _frames;

    /// <summary>Processor seconds per second, and frames per second.</summary>
    public async Task<(double Cores, double Frames)> MeasureAsync(Step like, CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments()) { RedirectStandardOutput = true })!;
        try
        {
            var address = new UriBuilder(await process.StandardOutput.ReadLineAsync(stop) ?? throw new IOException("The bare server did not start."))
            {
                Scheme = "ws",
                Query = string.Create(CultureInfo.InvariantCulture, $"bytes={like.FrameBytes:0}&every={1000 * like.Dispatchers / like.Frames:0}"),
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

    private async Task<(double Cores, double Frames)> MeasureAsync(Process process, Uri address, int count, CancellationToken stop)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var connections = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        var sockets = Enumerable.Range(0, count).Select(_ => new ClientWebSocket()).ToArray();
        await Parallel.ForEachAsync(
            sockets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (socket, cancelled) => await socket.ConnectAsync(address, connections, cancelled));
        var readers = sockets.Select(socket => ReadAsync(socket, gone.Token)).ToArray();
        await Task.Delay(WarmUp, time, stop);
        var (worked, frames, at) = (Worked(process), Interlocked.Read(ref _frames), time.GetTimestamp());
        await Task.Delay(window, time, stop);
        var seconds = time.GetElapsedTime(at).TotalSeconds;
        var result = ((Worked(process) - worked).TotalSeconds / seconds, (Interlocked.Read(ref _frames) - frames) / seconds);
        await gone.CancelAsync();
        await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var socket in sockets)
            socket.Dispose();
        return result;
    }

    private async Task ReadAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            if ((await socket.ReceiveAsync(buffer.AsMemory(), stop)).EndOfMessage)
                Interlocked.Increment(ref _frames);
        }
    }

    private static TimeSpan Worked(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }
}
