using DispatchMap.Web.Desk;
using DispatchMap.Web.Maps;
using DispatchMap.Web.Words;

namespace DispatchMap.Web.Components.Pages;

/// <summary>What a dispatcher does at the desk.</summary>
public sealed partial class DeskPage
{
    /// <summary>Rows that PageDown leaps over: about what is in sight.</summary>
    private const int Page = 15;

    private long? _followed;
    private long? _activeId;
    private string? _copied;
    private bool _listClosed;

    /// <summary>On a phone: the map rather than the list.</summary>
    private bool _mapTab;

    /// <summary>Shows the fleet another way: the list and the map now, the address at the same time.</summary>
    private async Task ShowAsync(DeskView view)
    {
        var before = _view;
        _view = view;
        if (view.Current != before.Current || !view.Selected.Contains(_followed ?? -1))
            _followed = null;
        if (view with { Map = null } != before with { Map = null })
            _query = null;
        Refresh();
        _ = GuardAsync(() => Address.WriteAsync(DeskLink.Format(view)));
        if (!view.Groups.SequenceEqual(before.Groups))
            await SwitchFeedAsync();
    }

    /// <summary>A row was clicked: select it, and bring the map there unless it is one of several.</summary>
    private async Task PickAsync(VehicleClick click)
    {
        if (click.VehicleId is not { } id)
            return;
        _mapTab = !click.Additive;
        await ShowAsync(_view.Select(id, click.Additive));
        if (!click.Additive && _current is { SeenAt: not null } row && _map is not null)
            await _map.FocusAsync(row);
    }

    private Task PickOnMapAsync(VehicleClick click) => click switch
    {
        { VehicleId: { } id } => ShowAsync(_view.Select(id, click.Additive)),
        { Additive: false } => ClearAsync(),
        _ => Task.CompletedTask,
    };

    private Task ClearAsync() => ShowAsync(_view with { Selected = [] });

    private Task MovedAsync(MapPosition position) => ShowAsync(_view with { Map = position });

    private Task FitAllAsync() => _map?.FitAsync(null) ?? Task.CompletedTask;

    private Task FitSelectedAsync() => _view.Selected.IsEmpty || _map is null ? Task.CompletedTask : _map.FitAsync(_view.Selected);

    private void FollowAsync() => _followed = _followed is null && _current?.SeenAt is not null ? _view.Current : null;

    private Task NextLabelsAsync() => Browser.SetLabelsAsync(Browser.Labels switch { "names" => "speed", "speed" => "off", _ => "names" });

    private Task CopyLinkAsync() => CopyAsync("link", Navigation.ToAbsoluteUri("/" + DeskLink.Format(_view)).AbsoluteUri);

    private Task CopyPositionAsync() =>
        _current is { } row ? CopyAsync("position", VehicleWords.Position(row.Latitude, row.Longitude)) : Task.CompletedTask;

    private async Task CopyAsync(string what, string text)
    {
        if (!await Browser.CopyAsync(text))
            return;
        _copied = what;
        StateHasChanged();
        await Task.Delay(TimeSpan.FromSeconds(2), Time, _gone.Token);
        _copied = null;
    }

    private void OnRowHovered(long? id) => _ = GuardAsync(() => _map?.HoverAsync(id) ?? Task.CompletedTask);

    private void OnKey(string word) => _ = GuardAsync(async () =>
    {
        await (word switch
        {
            "fit" => FitAllAsync(),
            "fit-selected" => FitSelectedAsync(),
            "labels" => NextLabelsAsync(),
            "copy-link" => CopyLinkAsync(),
            "clear" => ClearAsync(),
            "row-down" => MoveAsync(1),
            "row-up" => MoveAsync(-1),
            "row-page-down" => MoveAsync(Page),
            "row-page-up" => MoveAsync(-Page),
            "row-first" => MoveAsync(-int.MaxValue),
            "row-last" => MoveAsync(int.MaxValue),
            "row-select" or "row-add" when _activeId is { } id => PickAsync(new(id, word == "row-add")),
            _ => Task.CompletedTask,
        });
        if (word == "follow")
            FollowAsync();
        StateHasChanged();
    });

    /// <summary>Moves the keyboard's row.</summary>
    private async Task MoveAsync(int by)
    {
        if (_query is not { Count: > 0 and var count } rows)
            return;
        var at = _activeId is { } active ? rows.IndexOf(active) : -1;
        var next = (int)Math.Clamp((long)at + by, 0, count - 1);
        _activeId = rows[next].VehicleId;
        StateHasChanged();
        await Browser.RevealRowAsync(next);
    }
}
