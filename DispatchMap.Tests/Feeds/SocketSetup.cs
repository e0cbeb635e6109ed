using DispatchMap.Core.MyCarTracks;
using DispatchMap.Simulator;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Tests.Feeds;

/// <summary>What a <see cref="SocketKit"/> may do otherwise.</summary>
internal sealed record SocketSetup
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TimeProvider VendorTime { get; init; } = TimeProvider.System;

    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    public string ClientSecret { get; init; } = new SimulatorOptions().ClientSecret;

    /// <summary>Settings of <c>DispatchMap:Feeds</c> over the kit's own.</summary>
    public Dictionary<string, string?> Feeds { get; init; } = [];

    /// <summary>Says which connection is wanted; null for the one to the kit's own simulator, for good.</summary>
    public IUpstreamConnectionSource? Source { get; init; }

    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };
}
