using System.Collections.Immutable;
using System.Text.Json;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Frames;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Desk;
using DispatchMap.Web.Maps;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DispatchMap.Web.Components.Maps;

/// <summary>
/// The map. Blazor renders one empty element, once; the map module owns everything inside it, and the fleet reaches it
/// past the renderer, in frames.
/// </summary>
public sealed partial class LiveMap
{
    private readonly CancellationTokenSource _gone = new();
    private DotNetObjectReference<Host>? _host;
    private ElementReference _element;
    private MapHandle? _map;
    private SceneSync? _sync;
    private FramePump? _pump;
    private MapArea? _area;
    private ImmutableArray<long> _kept = [];
    private bool _fitted;
    private bool _shown = true;

    /// <summary>The feed to show; null until there is one.</summary>
    [Parameter, EditorRequired] public IFeedLease? Lease { get; set; }

    [Parameter, EditorRequired] public required MapScene Scene { get; set; }

    /// <summary>Where to look at first; null = at the whole fleet.</summary>
    [Parameter] public MapPosition? Start { get; set; }

    [Parameter] public EventCallback<VehicleClick> OnVehicleClicked { get; set; }

    [Parameter] public EventCallback<MapPosition> OnMoved { get; set; }

    [Parameter] public EventCallback OnFollowEnded { get; set; }

    /// <summary>Points out a vehicle; null points at none.</summary>
    public Task HoverAsync(long? id) => AskAsync(map => map.HoverAsync(id));

    /// <summary>Pans to a vehicle; the browser may not hold it yet.</summary>
    public Task FocusAsync(VehicleRow row) => AskAsync(map => map.FocusAsync(row.VehicleId, row.Latitude, row.Longitude));

    /// <summary>Shows these, or all that pass the filter. Where a browser holds a part of the fleet it does not know where all are.</summary>
    public Task FitAsync(ImmutableArray<long>? ids) => AskAsync(map => ids is null && _pump is { Partial: true } ? FitFleetAsync(map) : map.FitAsync(ids));

    /// <summary>Has the browser hold these vehicles wherever they are, of a fleet of which it holds a part.</summary>
    public void Keep(IEnumerable<long> ids)
    {
        if (_pump is not { Partial: true })
            return;
        _kept = [.. ids];
        LookAt();
    }

    protected override bool ShouldRender() => false;

    protected override async Task OnParametersSetAsync()
    {
        if (Lease is not null)
            _pump?.Use(Lease);
        LookAt();
        if (_sync is not null)
            await _sync.GoToAsync(Scene);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            await CreateAsync();
        }
        catch (Exception exception) when (Teardown.Explains(exception) && _gone.IsCancellationRequested)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        Circuit.Up -= CatchUp;
        await _gone.CancelAsync();
        if (_map is not null)
            await _map.DisposeAsync();
        _host?.Dispose();
    }

    private async Task CreateAsync()
    {
        var scene = Scene;
        _host = DotNetObjectReference.Create(new Host(this));
        // Written here: what a circuit's own serializer has learnt about a type it keeps as long as the circuit.
        var options = JsonSerializer.SerializeToElement(new { theme = scene.Theme, tiles = Tiles(scene.Tiles), view = Start, labels = scene.Labels, clusters = scene.Clusters, tails = scene.Tails }, JsonSerializerOptions.Web);
        var map = await MapHandle.CreateAsync(Js, "./" + Assets["dist/map.js"].TrimStart('/'), _element, options, _host, Time, _gone.Token);
        _map = map;
        _sync = new(map, scene with { Filter = new(0, 0, ""), Selected = [], Followed = null }, Tiles);
        _pump = new(map, Circuit, Pace, Timers, Time);
        _pump.BecamePartial += () => _ = InvokeAsync(FitFirstAsync);
        _pump.Show(_shown);
        Circuit.Up += CatchUp;
        _ = PumpAsync(_pump);
        await OnParametersSetAsync();
    }

    private async Task PumpAsync(FramePump pump)
    {
        try
        {
            using (pump)
                await pump.RunAsync(_gone.Token);
        }
        catch (Exception exception) when (Teardown.Explains(exception) && _gone.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void LookAt() => _pump?.LookAt(_area, Scene.Selected.AddRange(_kept));

    /// <summary>A browser that is told what it sees has to look somewhere first.</summary>
    private Task FitFirstAsync() => Start is null && !_fitted ? AskAsync(FitFleetAsync) : Task.CompletedTask;

    private Task FitFleetAsync(MapHandle map)
    {
        var rows = Lease?.Fleet.Listing().Rows ?? [];
        if (MapArea.Around(rows.Where(Scene.Filter.Passes)) is not { } area)
            return Task.CompletedTask;
        _fitted = true;
        return map.FitAreaAsync(area);
    }

    private void CatchUp() => _ = InvokeAsync(() => _sync?.CatchUpAsync() ?? Task.CompletedTask);

    /// <summary>A wish of the moment: not repeated when the browser cannot hear it.</summary>
    private async Task AskAsync(Func<MapHandle, Task> call)
    {
        try
        {
            if (_map is not null)
                await call(_map);
        }
        catch (Exception exception) when (Teardown.Explains(exception))
        {
        }
    }

    private object? Tiles(bool on) => on && BaseMap.CurrentValue is { HasTiles: true } tiles
        ? new { url = tiles.TileUrl, attribution = tiles.TileAttribution, maxZoom = tiles.TileMaxZoom }
        : null;

    /// <summary>What the map module may call. Its arguments come from a browser: anything can be in them.</summary>
    private sealed class Host(LiveMap map)
    {
        [JSInvokable]
        public Task OnVehicleClicked(long? id, bool additive) => map.OnVehicleClicked.InvokeAsync(new(id, additive));

        [JSInvokable]
        public Task OnViewChanged(double latitude, double longitude, double zoom) =>
            MapPosition.From(latitude, longitude, zoom) is { } position ? map.OnMoved.InvokeAsync(position) : Task.CompletedTask;

        [JSInvokable]
        public void OnAreaChanged(double south, double west, double north, double east)
        {
            map._area = MapArea.Of(south, west, north, east) ?? map._area;
            map.LookAt();
        }

        [JSInvokable]
        public void OnHeld(double epoch, double version) => map._map?.Answer(FrameMark.Said(epoch, version));

        [JSInvokable]
        public void OnShown(bool shown)
        {
            map._shown = shown;
            map._pump?.Show(shown);
        }

        [JSInvokable]
        public Task OnFollowEnded()
        {
            map._sync?.FollowEnded();
            return map.OnFollowEnded.InvokeAsync();
        }
    }
}
