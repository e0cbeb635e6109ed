using System.Collections.Concurrent;
using System.Threading.Channels;
using DispatchMap.Core;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Tests.Feeds;

/// <summary>An upstream that does what the test says.</summary>
internal sealed class FakeMyCarTracksClient : IMyCarTracksClient, IMyCarTracksClients
{
    private readonly Channel<FakeSession> _sessions = Channel.CreateUnbounded<FakeSession>();
    private int _positionReads;
    private int _streams;

    /// <summary>What the list of last positions says; may fail or wait.</summary>
    public Func<CancellationToken, Task<Listing<VehicleEntry>>> Positions { get; set; } = _ => Task.FromResult(List());

    public Func<CancellationToken, Task<Listing<VehicleEntry>>> Vehicles { get; set; } = _ => Task.FromResult(List());

    public Func<Listing<VehicleGroup>?> Groups { get; set; } = () => null;

    /// <summary>What becomes of the next attempts to create a stream; when it is empty they succeed.</summary>
    public ConcurrentQueue<Exception> Refusals { get; } = new();

    public Func<LiveStream> Stream { get; set; } = () =>
        new("lps_1", new Secret("ws://x"), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));

    /// <summary>What requests for a stream wait for.</summary>
    public Task Budget { get; set; } = Task.CompletedTask;

    public int PositionReads => Volatile.Read(ref _positionReads);

    /// <summary>Attempts to create a stream, refused ones included.</summary>
    public int StreamAttempts => Volatile.Read(ref _streams);

    public ConcurrentBag<FakeSession> Opened { get; } = [];

    public static Listing<VehicleEntry> List(params VehicleEntry[] entries) => new(entries, Complete: true);

    /// <summary>The next socket that was opened.</summary>
    public Task<FakeSession> SessionAsync() => _sessions.Reader.ReadAsync().AsTask().Soon();

    public async Task<FakeSession> ConnectedSessionAsync()
    {
        var session = await SessionAsync();
        await session.ConnectedAsync();
        return session;
    }

    public IMyCarTracksClient Of(UpstreamConnection? connection) => this;

    public Task<Listing<VehicleEntry>> GetLastPositionsAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _positionReads);
        return Positions(cancellationToken);
    }

    public Task<Listing<VehicleEntry>> GetVehiclesAsync(CancellationToken cancellationToken) => Vehicles(cancellationToken);

    public Task<Listing<VehicleGroup>?> GetVehicleGroupsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Groups());

    public async Task<LiveStream> CreateStreamAsync(Scope scope, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _streams);
        await Budget.WaitAsync(cancellationToken);
        return Refusals.TryDequeue(out var refusal) ? throw refusal : Stream();
    }

    public Task<IStreamSession> ConnectAsync(LiveStream stream, CancellationToken cancellationToken)
    {
        var session = new FakeSession();
        Opened.Add(session);
        _sessions.Writer.TryWrite(session);
        return Task.FromResult<IStreamSession>(session);
    }
}
