using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Components.Feeds;
using DispatchMap.Web.Components.Fleet;
using DispatchMap.Web.Components.Maps;
using DispatchMap.Web.Components.Shared;
using DispatchMap.Web.Components.Vehicles;
using DispatchMap.Web.Desk;
using DispatchMap.Web.Maps;
using DispatchMap.Web.People;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Components.Pages;

/// <summary>The dispatcher's screen: what it knows, and when it looks again. What its people do is in the other half.</summary>
public sealed partial class DeskPage
{
    /// <summary>Until the first positions are there, the wait is ours.</summary>
    public static readonly TimeSpan SeedingInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>A desk is open all day, and groups change meanwhile. One reading of them serves all desks.</summary>
    public static readonly TimeSpan GroupsInterval = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _defaults;
    private DeskView _view = new();
    private MapPosition? _start;
    private LiveMap? _map;
    private FeedPill? _pill;
    private FeedBanner? _banner;
    private FleetFilters? _filters;
    private FleetList? _list;
    private VehicleCard? _card;
    private OneBatch? _batch;

    private DateTimeOffset _now;
    private DateTimeOffset _vendorNow;
    private FeedStatus? _status;
    private SharedFleet? _fleet;
    private FleetQuery? _query;
    private VehicleRow? _current;
    private string? _feedFailure;

    /// <summary>Whether what is wrong with the feed is that its groups are not for this viewer.</summary>
    private bool _foreign;
    private bool _restricted;
    private VehicleGroups? _groups;
    private string? _groupsFailure;
    private DateTimeOffset _groupsAskedAt;
    private bool _begun;
    private uint _epoch;

    private bool Frozen => _status?.Frozen is true;

    private string? AsOf => Frozen && _status!.TruthAt is { } truth ? Browser.Time.Near(truth, _now) : null;

    private MapScene Scene => new(
        Browser.Dark ? "dark" : "light", Browser.Labels, Browser.Clusters, Browser.Tails, Browser.Tiles, _view.Filter, [.. _view.Selected.Reverse()], _followed);

    private int Total => _fleet?.Listing.Rows.Length ?? 0;

    /// <summary>What is all over the page: when it changes, the page is rendered as a whole.</summary>
    private (bool, string?, FeedPhase?, bool, bool, bool) Frame =>
        (Frozen, AsOf, _status?.Phase, _fleet is null, _current is null, BaseMap.CurrentValue.HasTiles);

    private IEnumerable<string> GroupNames => _view.Current is { } id && _groups is { } groups
        ? groups.Groups.Where(group => groups.Members.GetValueOrDefault(group.GroupId)?.Contains(id) is true).Select(group => group.Name)
        : [];

    protected override void OnInitialized()
    {
        _view = DeskLink.Parse(new Uri(Navigation.Uri).Query);
        _start = _view.Map;
        _mapTab = _view.Current is not null;
        _now = Time.GetUtcNow();
    }

    protected override async Task OnInitializedAsync() => _restricted = (await Viewer.GetAsync()).OnlyGroups is not null;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            Upstream.Changed += UpstreamChanged;
        if (_begun || Upstream.Current is null)
            return;
        _begun = true;
        Browser.KeyPressed += OnKey;
        Browser.RowHovered += OnRowHovered;
        Browser.ThemeChanged += StateHasChanged;
        Feed.Changed += FeedChanged;
        _defaults = Stream.OnChange(defaults => _ = GuardAsync(() => InvokeAsync(SwitchFeedAsync)));
        _ = GuardAsync(TickAsync);
        _ = GuardAsync(ReadGroupsAsync);
        await SwitchFeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Upstream.Changed -= UpstreamChanged;
        Browser.KeyPressed -= OnKey;
        Browser.RowHovered -= OnRowHovered;
        Browser.ThemeChanged -= StateHasChanged;
        Feed.Changed -= FeedChanged;
        _defaults?.Dispose();
        await _gone.CancelAsync();
        _gone.Dispose();
        await Feed.LetGoAsync();
    }

    /// <summary>A desk that had no connection to show may have one now.</summary>
    private void UpstreamChanged() => _ = GuardAsync(() => InvokeAsync(StateHasChanged));

    private async Task TickAsync()
    {
        using var timer = Timers.Create();
        await using var end = _gone.Token.UnsafeRegister(timer => ((PageTimer)timer!).Ring(), timer);
        while (true)
        {
            await timer.WaitAsync(_fleet is null && !Frozen ? SeedingInterval : Pace.LookInterval);
            _gone.Token.ThrowIfCancellationRequested();
            if (!Circuit.WhenUp.IsCompleted)
            {
                // Nobody sees this desk, perhaps for minutes: it must not hold the fleet of the moment for so long.
                _fleet = null;
                _query?.LookAt(null);
                await Circuit.WhenUp.WaitAsync(_gone.Token);
            }

            var frame = Frame;
            Refresh();
            if (_now - _groupsAskedAt >= GroupsInterval)
                _ = GuardAsync(ReadGroupsAsync);
            if (frame != Frame)
                StateHasChanged();
            else
                ShowChanges();
        }
    }

    /// <summary>Shows what has changed since the last look, in one batch; nothing is sent when nothing has.</summary>
    private void ShowChanges()
    {
        if (_batch is null)
            return;
        _pill?.Take(_status, _now, _vendorNow, _batch);
        _banner?.Take(_status, _now, _batch);
        _filters?.Take(_fleet?.Listing.ByConnection ?? [], _fleet?.Listing.ByMotion ?? [], _batch);
        _list?.Take(Total, _vendorNow, _batch);
        _card?.Take(_current, _vendorNow, _batch);
        _map?.Keep(_list?.OnScreen ?? []);
        _batch.Render();
    }

    /// <summary>Takes one consistent look at the feed.</summary>
    private void Refresh()
    {
        _now = Time.GetUtcNow();
        if (Feed.Lease is not { } lease)
            return;
        // Another fleet under the same lease is another account, which has groups of its own.
        if (_epoch != 0 && _epoch != lease.Fleet.Epoch)
            _ = GuardAsync(ReadGroupsAsync);
        _epoch = lease.Fleet.Epoch;
        _status = lease.Status;
        _vendorNow = lease.Fleet.VendorNow;
        // An empty fleet means nothing while nobody has said yet what is in it.
        var fleet = lease.Fleet.Count == 0 && (_status.Phase is FeedPhase.Seeding || _status.TruthAt is null) ? null : SharedFleet.Recent(lease.Fleet, Time);
        _fleet = fleet;
        if (fleet is null)
            _query = null;
        else
            (_query ??= new(_view.Filter, _view.Sort, _view.Selected)).LookAt(fleet);
        _current = _fleet is null || _view.Current is not { } id ? null : lease.Fleet.Find(id);
    }

    private void FeedChanged()
    {
        (_fleet, _query, _current, _epoch) = (null, null, null, 0);
        Refresh();
        StateHasChanged();
    }

    private async Task SwitchFeedAsync()
    {
        try
        {
            await Feed.SwitchAsync((await Viewer.GetAsync()).ScopeOf(_view.Groups, Stream.CurrentValue));
            (_feedFailure, _foreign) = (null, false);
        }
        catch (NotAllowedException)
        {
            _foreign = !_view.Groups.IsEmpty;
            _feedFailure = _view.Groups.IsEmpty ? "No vehicle group is open to you yet. An admin can open some." : "Not all of these vehicle groups are open to you. Choose others.";
        }
        catch (UpstreamException exception)
        {
            _foreign = false;
            _feedFailure = exception.Message;
        }
        StateHasChanged();
    }

    private async Task ReadGroupsAsync()
    {
        _groupsAskedAt = Time.GetUtcNow();
        try
        {
            var groups = await GroupCatalog.GetAsync(_gone.Token);
            if (groups == _groups && _groupsFailure is null)
                return;
            (_groups, _groupsFailure) = (groups, null);
        }
        catch (UpstreamException exception)
        {
            _groupsFailure = $"The groups could not be read. {exception.Message}";
        }
        StateHasChanged();
    }

    /// <summary>For work that nobody awaits: a page that goes away ends it, anything else is the page's failure.</summary>
    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (_gone.IsCancellationRequested && Teardown.Explains(exception))
        {
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
