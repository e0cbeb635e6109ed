using DispatchMap.Core.Feeds;

namespace DispatchMap.Web.People;

/// <summary>The feeds as the viewer may see them: of scopes that are not for this viewer, nothing.</summary>
internal sealed class ViewerWatch(CurrentViewer viewer, IFeedWatch watch)
{
    /// <inheritdoc cref="IFeedWatch.Overview"/>
    public async Task<FeedOverview> OverviewAsync()
    {
        var who = await viewer.AtLeastAsync(Role.OpsLead);
        var overview = watch.Overview;
        return overview with { Feeds = [.. overview.Feeds.Where(feed => who.MaySee(feed.Scope))] };
    }

    /// <inheritdoc cref="IFeedWatch.RetryNow"/>
    public async Task RetryNowAsync(Scope scope)
    {
        if (!(await viewer.AtLeastAsync(Role.OpsLead)).MaySee(scope))
            throw new NotAllowedException();
        watch.RetryNow(scope);
    }
}
