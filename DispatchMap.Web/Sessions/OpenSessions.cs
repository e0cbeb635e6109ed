using System.Collections.Concurrent;
using System.Security.Claims;

namespace DispatchMap.Web.Sessions;

/// <summary>The open pages of all who are signed in here.</summary>
internal sealed class OpenSessions
{
    private readonly ConcurrentDictionary<SessionCircuit, byte> _circuits = new();

    public IReadOnlyCollection<SessionCircuit> Circuits => [.. _circuits.Keys];

    public void Add(SessionCircuit circuit) => _circuits.TryAdd(circuit, 0);

    public void Remove(SessionCircuit circuit) => _circuits.TryRemove(circuit, out _);

    /// <summary>Lets what one browser has open go on under its renewed session; not where the user may see other things than before.</summary>
    public void Renew(ClaimsPrincipal session)
    {
        foreach (var circuit in Circuits.Where(circuit => circuit.Session.SessionId() == session.SessionId()))
            circuit.Renew(session);
    }

    /// <summary>Ends what one browser has open.</summary>
    public void End(string sessionId)
    {
        foreach (var circuit in Circuits.Where(circuit => circuit.Session.SessionId() == sessionId))
            circuit.End();
    }
}
