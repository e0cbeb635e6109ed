using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace DispatchMap.Web.Security;

/// <summary>This page's place among the open ones. Without one it shows nothing but why.</summary>
internal sealed partial class CircuitSeat(
    CircuitCount count, AuthenticationStateProvider users, IHttpContextAccessor request, ILogger<CircuitSeat> logger) : CircuitHandler, IDisposable
{
    private IDisposable? _seat;

    /// <summary>Whether there was no place left.</summary>
    public bool Refused { get; private set; }

    // Before everybody else: what need not be shown need not be prepared.
    public override int Order => -100;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _seat = count.TryTake(await WhoAsync());
        Refused = _seat is null;
        if (Refused)
            Log.Refused(logger, count.Total, DoorOptions.Section);
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _seat?.Dispose();

    private async Task<string> WhoAsync()
    {
        var user = (await users.GetAuthenticationStateAsync()).User;
        return user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? $"user {id}"
            : $"address {ClientAddress.Key(request.HttpContext?.Connection.RemoteIpAddress)}";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A page was refused: {Open} are open. {Section}:MaxCircuits and MaxCircuitsPerUser say how many may be.")]
        public static partial void Refused(ILogger logger, int open, string section);
    }
}
