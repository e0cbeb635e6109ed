namespace DispatchMap.Simulator;

/// <summary>How one emulator of the vendor's API behaves. The defaults are those of the vendor's page.</summary>
public sealed class SimulatorOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>A path in front of everything, such as <c>/fleet</c>; empty for none.</summary>
    public string PathBase { get; init; } = "";

    /// <summary>The client id that the token server knows.</summary>
    public string ClientId { get; init; } = "demo-client";

    /// <summary>The secret of <see cref="ClientId"/>. The default is a demo value, fit for loopback only.</summary>
    public string ClientSecret { get; init; } = "demo-secret";

    /// <summary>Where the vehicles come from.</summary>
    public FleetSource Fleet { get; init; } = FleetSource.Demo;

    /// <summary>Same seed, same start, same time: same positions.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long a stream session lives, from its creation to the close at <c>expiresAt</c>.</summary>
    public TimeSpan StreamLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time between two heartbeats, whole seconds.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an access token lives. The same one is handed out until then.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Silence after which a vehicle counts as offline; null takes the fleet's own: 30 min, and 12 min in the demo so
    /// that a watcher sees it.
    /// </summary>
    public TimeSpan? OfflineAfter { get; init; }

    /// <summary>Items of a list page when the caller names no <c>limit</c>.</summary>
    public int DefaultPageSize { get; init; } = 50;

    /// <summary>Most items of a list page; a larger <c>limit</c> is cut without a word.</summary>
    public int PageSizeCap { get; init; } = 500;

    /// <summary>What the lists and errors look like where the vendor's page leaves it open.</summary>
    public ListShape Shape { get; init; } = new();

    /// <summary>Whether <c>/control</c> answers. Anyone who reaches the port can switch faults with it.</summary>
    public bool Control { get; init; } = true;

    /// <summary>A socket that takes no byte for this long is dropped.</summary>
    public TimeSpan SlowClientLimit { get; init; } = TimeSpan.FromMinutes(1);
}
