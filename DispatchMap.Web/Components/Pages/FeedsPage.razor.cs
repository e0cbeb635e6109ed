using System.Collections.Frozen;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.People;
using DispatchMap.Web.Words;

namespace DispatchMap.Web.Components.Pages;

/// <summary>How every feed is doing, for whoever keeps the product running. Looks once a second; looking keeps no feed alive.</summary>
public sealed partial class FeedsPage
{
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long to leave group names alone that could not be had.</summary>
    public static readonly TimeSpan NamesPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _gone = new();
    private FeedOverview _overview = new([]);
    private FrozenDictionary<long, string> _groupNames = FrozenDictionary<long, string>.Empty;
    private DateTimeOffset _now;
    private DateTimeOffset _namesDue;

    private string Summary => _overview.Feeds.Count(feed => feed.Status.Frozen) switch
    {
        0 => "",
        var frozen => $"{FeedWords.Some(frozen, "feed")} interrupted or blocked",
    };

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnInitializedAsync() => LookAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = GuardAsync(TickAsync);
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(RefreshInterval, Time);
        while (await timer.WaitForNextTickAsync(_gone.Token))
        {
            await Circuit.WhenUp.WaitAsync(_gone.Token);
            await LookAsync();
            StateHasChanged();
        }
    }

    private async Task LookAsync()
    {
        _now = Time.GetUtcNow();
        _overview = await Watch.OverviewAsync();
        if (_now >= _namesDue && _overview.Feeds.Any(feed => feed.Scope.GroupIds.Any(id => !_groupNames.ContainsKey(id))))
        {
            _namesDue = _now + NamesPause;
            _ = GuardAsync(ReadNamesAsync);
        }
    }

    private async Task ReadNamesAsync()
    {
        try
        {
            var groups = await GroupCatalog.GetAsync(_gone.Token);
            _groupNames = groups.Groups.DistinctBy(group => group.GroupId).ToFrozenDictionary(group => group.GroupId, group => group.Name);
            StateHasChanged();
        }
        catch (UpstreamException)
        {
            // Their numbers will do: this page is for when things do not work.
        }
    }

    private Task RetryAsync(Scope scope) => GuardAsync(async () =>
    {
        await Watch.RetryNowAsync(scope);
        await LookAsync();
    });

    /// <summary>A page that goes away, or whose session is over, ends the work; anything else is the page's failure.</summary>
    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (_gone.IsCancellationRequested && Teardown.Explains(exception))
        {
        }
        catch (NotAllowedException)
        {
            // The page is about to be left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
