using System.Threading.Channels;

namespace DispatchMap.Web.Sessions;

/// <summary>
/// Ends open pages whose session is over: at once when it is told of a change, and within <see cref="Interval"/> of a
/// change made by another process.
/// </summary>
internal sealed partial class SessionWatch(OpenSessions open, UserStamps stamps, TimeProvider time, ILogger<SessionWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Channel<bool> _told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A user has changed.</summary>
    public void Look() => _told.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One wait for a word at a time: one that nobody ends is the next round's too.
        var told = _told.Reader.ReadAsync(stoppingToken).AsTask();
        while (true)
        {
            await ((Task)told).WaitAsync(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stoppingToken.ThrowIfCancellationRequested();
            if (told.IsCompleted)
                told = _told.Reader.ReadAsync(stoppingToken).AsTask();
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var circuits = open.Circuits;
        if (circuits.Count == 0)
            return;
        await stamps.ReadAsync([.. circuits.Select(circuit => circuit.Session.UserId()!).Distinct()], cancellationToken);
        foreach (var circuit in circuits)
        {
            if (await stamps.HoldsAsync(circuit.Session, cancellationToken))
                continue;
            End(circuit);
            Log.Ended(logger, circuit.Session.UserId()!);
        }
    }

    /// <summary>A page that fails at its end must not keep the others open.</summary>
    private void End(SessionCircuit circuit)
    {
        try
        {
            circuit.End();
        }
        catch (Exception fault)
        {
            Log.Fault(logger, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A page whose session is over failed as it was ended")]
        public static partial void Fault(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Information, "An open page of user {UserId} was ended with its session")]
        public static partial void Ended(ILogger logger, string userId);
    }
}
