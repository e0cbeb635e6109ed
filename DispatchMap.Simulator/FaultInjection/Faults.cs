using System.Text.Json;

namespace DispatchMap.Simulator.FaultInjection;

/// <summary>
/// Everything that can go wrong, on demand. Faults that are switched on stay until <see cref="Clear"/>; those that are
/// done to the open sockets happen once, before the call returns or within moments.
/// </summary>
public sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ApiCall, (HttpFault Fault, int Left)> _http = [];
    private readonly IStreamControl _streams;
    private readonly Action _expireToken;
    private readonly Action _revokeToken;
    private volatile bool _silent;
    private volatile EventFaults _events;

    internal Faults(IStreamControl streams, Action expireToken, Action revokeToken)
    {
        _streams = streams;
        _expireToken = expireToken;
        _revokeToken = revokeToken;
    }

    /// <summary>What goes wrong with the messages from now on.</summary>
    public EventFaults Events
    {
        get => _events;
        set => _events = value;
    }

    /// <summary>
    /// Open sockets say nothing at all, no heartbeat either, and stay open: a link that died half-way. New sockets are
    /// accepted and silent too.
    /// </summary>
    public bool Silent
    {
        get => _silent;
        set
        {
            _silent = value;
            if (!value)
                _streams.WakeAll();
        }
    }

    /// <summary>How many stream sessions may be open or waiting for their socket; more are refused with 409. Null for any.</summary>
    public int? StreamLimit { get; set; }

    /// <summary>Whether a stream that opens closes all others with 4001: the other way to allow an account just one.</summary>
    public bool NewestStreamOnly { get; set; }

    /// <summary>The credentials may not ask for the <c>read</c> scope.</summary>
    public bool ScopeRefused { get; set; }

    /// <summary>The token server takes credentials as form fields only.</summary>
    public bool FormCredentialsOnly { get; set; }

    /// <summary>The <c>websocketUrl</c> to hand out instead of the right one; null for the right one.</summary>
    public string? StreamAddress { get; set; }

    /// <summary>The lifetime of streams created from now on; null for the emulator's own.</summary>
    public TimeSpan? StreamLifetime { get; set; }

    /// <summary>Bytes of an <see cref="EventFaults.Oversized"/> message; 2 MiB unless set.</summary>
    public int OversizedBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>The HTTP faults in force.</summary>
    public IReadOnlyDictionary<ApiCall, HttpFault> Http
    {
        get
        {
            lock (_gate)
                return _http.ToDictionary(entry => entry.Key, entry => entry.Value.Fault);
        }
    }

    /// <summary>Makes an endpoint fail, replacing its fault in force.</summary>
    /// <param name="times">How many requests; until <see cref="Clear"/> when null.</param>
    public void Fail(ApiCall call, HttpFault fault, int? times = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
            _http[call] = (fault, times ?? int.MaxValue);
    }

    /// <summary>Makes every endpoint fail, <paramref name="times"/> requests each.</summary>
    public void FailAll(HttpFault fault, int? times = null)
    {
        foreach (var call in Enum.GetValues<ApiCall>())
            Fail(call, fault, times);
    }

    /// <summary>Lets an endpoint work again.</summary>
    public void Restore(ApiCall call)
    {
        lock (_gate)
            _http.Remove(call);
    }

    /// <summary>Switches everything off that was switched on.</summary>
    public void Clear()
    {
        lock (_gate)
            _http.Clear();
        (Events, StreamLimit, NewestStreamOnly, StreamLifetime, Silent) = (EventFaults.None, null, false, null, false);
        (ScopeRefused, FormCredentialsOnly, StreamAddress) = (false, false, null);
    }

    /// <summary>Cuts every open socket without a close message. Returns how many there were.</summary>
    public int DropSockets() => _streams.DropAll();

    /// <summary>Closes every open socket with a code (1000 to 4999) and a reason. Returns how many there were.</summary>
    public int CloseSockets(int code, string? reason = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 4999);
        return _streams.CloseAll(code, reason);
    }

    /// <summary>Sends an <c>error</c> event on every open socket. Returns how many there were.</summary>
    public int SendError(string code, string message) =>
        SendRaw($$"""{"type":"error","code":{{Quote(code)}},"message":{{Quote(message)}}}""");

    /// <summary>Sends a text as it is on every open socket. Returns how many there were.</summary>
    public int SendRaw(string text) => _streams.SendToAll(text);

    /// <summary>The access token runs out now; its next use is refused and a new one handed out on request.</summary>
    public void ExpireToken() => _expireToken();

    /// <summary>The access token is withdrawn now; its next use is refused and a new one handed out on request.</summary>
    public void RevokeToken() => _revokeToken();

    internal HttpFault? Take(ApiCall call)
    {
        lock (_gate)
        {
            if (!_http.TryGetValue(call, out var entry))
                return null;

            if (entry.Left <= 1)
                _http.Remove(call);
            else if (entry.Left != int.MaxValue)
                _http[call] = (entry.Fault, entry.Left - 1);
            return entry.Fault;
        }
    }

    private static string Quote(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";
}
