using System.Collections.Immutable;
using DispatchMap.Core.Frames;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DispatchMap.Web.Maps;

/// <summary>The map module's handle (docs/map-module.md), typed. Every call ends after <see cref="CallLimit"/> at the latest.</summary>
internal sealed class MapHandle(IJSObjectReference handle, TimeProvider time) : IFrameSink, IAsyncDisposable
{
    /// <summary>A browser that takes longer than this for a small thing has gone or hangs.</summary>
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    /// <summary>The map's code and its outline data have to travel first.</summary>
    public static readonly TimeSpan CreateLimit = TimeSpan.FromMinutes(1);

    private volatile FrameStream? _frames;

    /// <summary>Frames are sent beside the circuit's context, on which the map may be taken down meanwhile.</summary>
    private FrameStream Frames => _frames ?? throw FrameStream.Gone();

    /// <summary>
    /// Imports the module and makes the map; throws <see cref="OperationCanceledException"/> when <paramref name="gone"/>
    /// says in between that nobody wants it any more. A call that is under way is not cancelled: what it makes in the
    /// browser would be lost to us.
    /// </summary>
    public static async Task<MapHandle> CreateAsync(
        IJSRuntime js, string module, ElementReference element, object options, object host, TimeProvider time, CancellationToken gone)
    {
        using var limit = new CancellationTokenSource(CreateLimit, time);
        var imported = await js.ImportAsync(module, limit.Token);
        gone.ThrowIfCancellationRequested();
        var map = new MapHandle(await imported.InvokeAsync<IJSObjectReference>("create", limit.Token, element, options, host), time);
        if (gone.IsCancellationRequested)
            await map.DisposeAsync();
        gone.ThrowIfCancellationRequested();
        return map;
    }

    public async Task<FrameMark> OpenAsync(CancellationToken cancellationToken)
    {
        Close();
        var frames = _frames = new();
        return await handle.InvokeAsync<double[]>("read", cancellationToken, new DotNetStreamReference(frames)) is [var epoch, var version] ? FrameMark.Said(epoch, version) : default;
    }

    public Task SendAsync(byte[] frame, CancellationToken cancellationToken) => Frames.SendAsync(frame, asks: false, cancellationToken);

    public Task<FrameMark> AskAsync(byte[] frame, CancellationToken cancellationToken) => Frames.AskAsync(frame, cancellationToken);

    /// <summary>The browser says what it holds, unasked perhaps.</summary>
    public void Answer(FrameMark held) => _frames?.Answer(held);

    public void Close()
    {
        _frames?.End();
        _frames = null;
    }

    public Task SetThemeAsync(string theme) => CallAsync("setTheme", theme);

    public Task SetTilesAsync(object? tiles) => CallAsync("setTiles", tiles);

    public Task SetLabelsAsync(string mode) => CallAsync("setLabels", mode);

    public Task SetClustersAsync(bool on) => CallAsync("setClusters", on);

    public Task SetTailsAsync(bool on) => CallAsync("setTails", on);

    public Task SetFilterAsync(FleetFilter filter) =>
        CallAsync("setFilter", new { connections = filter.Connections, motions = filter.Motions, text = filter.Text });

    public Task SelectAsync(ImmutableArray<long> ids) => CallAsync("select", ids);

    public Task FollowAsync(long? id) => CallAsync("follow", id);

    public Task HoverAsync(long? id) => CallAsync("hover", id);

    /// <param name="latitude">Where it is, when the browser does not hold it; NaN when it is nowhere.</param>
    public Task FocusAsync(long id, double latitude, double longitude) =>
        double.IsNaN(latitude) ? CallAsync("focus", id) : CallAsync("focus", id, latitude, longitude);

    public Task FitAreaAsync(MapArea area) => CallAsync("fitArea", area);

    public Task FitAsync(ImmutableArray<long>? ids) => CallAsync("fit", ids);

    public async ValueTask DisposeAsync()
    {
        Close();
        try
        {
            await CallAsync("dispose");
        }
        catch (Exception exception) when (Teardown.Explains(exception))
        {
        }
        await Teardown.LetGoAsync(handle);
    }

    private async Task CallAsync(string method, params object?[] arguments)
    {
        using var limit = new CancellationTokenSource(CallLimit, time);
        await handle.InvokeVoidAsync(method, limit.Token, arguments);
    }
}
