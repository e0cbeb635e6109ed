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
        while (true)
        {
            Task told = _told.Reader.WaitToReadAsync(stoppingToken).AsTask();
            await told.WaitAsync(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stoppingToken.ThrowIfCancellationRequested();
            _told.Reader.TryRead(out _);
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
            circuit.End();
            Log.Ended(logger, circuit.Session.UserId()!);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "An open page of user {UserId} was ended with its session")]
        public static partial void Ended(ILogger logger, string userId);
    }
}
