using System.Security.Cryptography;
using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Fleet;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Simulator.Streams;

/// <summary>All stream sessions of an emulator.</summary>
internal sealed partial class StreamHub : IFleetListener, IStreamControl
{
    // Crockford's alphabet, as in the vendor's ULID-shaped ids.
    private const string IdAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private readonly Dictionary<string, StreamSession> _sessions = [];
    private readonly List<StreamSession> _open = [];
    private readonly ILogger _logger;

    public StreamHub(SimulatorOptions options, SimulatedFleet fleet, SimulatorCounters counters, TimeProvider time, ILogger logger)
    {
        (Options, Fleet, Counters, Time, _logger) = (options, fleet, counters, time, logger);
        Faults = null!;
        fleet.ReportTo(this);
    }

    public SimulatorOptions Options { get; }

    public SimulatedFleet Fleet { get; }

    public SimulatorCounters Counters { get; }

    public TimeProvider Time { get; }

    public Faults Faults { get; set; }

    /// <summary>Creates a session; null when the limit on sessions is reached.</summary>
    public StreamSession? Create(StreamRequest request)
    {
        var id = "lps_" + RandomNumberGenerator.GetString(IdAlphabet, 26);
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var now = Time.GetUtcNow();
        var session = new StreamSession(this, request, id, token, now + (Faults.StreamLifetime ?? Options.StreamLifetime));
        lock (Fleet.Gate)
        {
            ForgetUnclaimed(now);
            if (_sessions.Count >= (Faults.StreamLimit ?? int.MaxValue))
                return null;

            _sessions.Add(id, session);
        }

        Counters.StreamCreated(token);
        Log.Created(_logger, id);
        return session;
    }

    /// <summary>The session for a socket with this one-time token, or null: unknown, used, wrong or too late.</summary>
    public StreamSession? TryClaim(string id, string token)
    {
        lock (Fleet.Gate)
        {
            if (!_sessions.TryGetValue(id, out var session) || session.IsClaimed || session.Token != token)
                return null;
            if (session.ExpiresAt <= Time.GetUtcNow())
                return null;

            session.IsClaimed = true;
            return session;
        }
    }

    public void Opened(StreamSession session)
    {
        if (Faults.NewestStreamOnly)
            CloseAll(4001, "Another stream was opened");
        lock (Fleet.Gate)
            _open.Add(session);
        Counters.SocketOpened();
        Log.Opened(_logger, session.Id);
    }

    public void Closed(StreamSession session)
    {
        lock (Fleet.Gate)
        {
            _open.Remove(session);
            _sessions.Remove(session.Id);
        }

        Counters.SocketClosed();
        Log.Closed(_logger, session.Id);
    }

    /// <summary>Ends a claimed session whose handshake failed.</summary>
    public void Forget(StreamSession session)
    {
        lock (Fleet.Gate)
            _sessions.Remove(session.Id);
    }

    /// <summary>Brings fleet and streams up to the present.</summary>
    public void Tick()
    {
        lock (Fleet.Gate)
        {
            Fleet.AdvanceToNow();
            var now = Time.GetUtcNow();
            foreach (var session in _open)
                session.Tick(now);
        }
    }

    /// <summary>Closes all sockets for good and forgets all sessions.</summary>
    public void End()
    {
        CloseAll(1001, "Server is going away");
        lock (Fleet.Gate)
            _sessions.Clear();
    }

    void IFleetListener.Reported(SimulatedVehicle vehicle, in SimulatedPosition position, bool atOnce)
    {
        var now = Time.GetUtcNow();
        foreach (var session in _open)
            session.Reported(vehicle, position, atOnce, now);
    }

    void IFleetListener.WentOffline(SimulatedVehicle vehicle, DateTimeOffset lastSeenAt, bool atOnce)
    {
        foreach (var session in _open)
            session.WentOffline(vehicle, lastSeenAt, atOnce);
    }

    public int DropAll() => ForAll(session => session.Drop());

    public int CloseAll(int code, string? reason) => ForAll(session => session.Close(code, reason));

    public int SendToAll(string text) => ForAll(session => session.Send(text));

    public void WakeAll() => ForAll(session => session.Wake());

    // Not under the gate: dropping a socket runs its end on this thread.
    private int ForAll(Action<StreamSession> action)
    {
        StreamSession[] open;
        lock (Fleet.Gate)
            open = [.. _open];
        foreach (var session in open)
            action(session);
        return open.Length;
    }

    private void ForgetUnclaimed(DateTimeOffset now)
    {
        foreach (var (id, session) in _sessions)
        {
            if (!session.IsClaimed && session.ExpiresAt <= now)
                _sessions.Remove(id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Stream {StreamId} created")]
        public static partial void Created(ILogger logger, string streamId);

        [LoggerMessage(Level = LogLevel.Information, Message = "Stream {StreamId} opened")]
        public static partial void Opened(ILogger logger, string streamId);

        [LoggerMessage(Level = LogLevel.Information, Message = "Stream {StreamId} closed")]
        public static partial void Closed(ILogger logger, string streamId);
    }
}
