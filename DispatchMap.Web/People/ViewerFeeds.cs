using DispatchMap.Core.Feeds;

namespace DispatchMap.Web.People;

/// <summary>The way of pages to feeds: nobody gets one with vehicles that are not for them, whatever the page asked for.</summary>
internal sealed class ViewerFeeds(CurrentViewer viewer, IFeedDirectory directory)
{
    /// <inheritdoc cref="IFeedDirectory.AcquireAsync"/>
    /// <exception cref="NotAllowedException">The scope is not for this viewer.</exception>
    public async Task<IFeedLease> AcquireAsync(Scope scope, CancellationToken cancellationToken)
    {
        if (!(await viewer.GetAsync()).MaySee(scope))
            throw new NotAllowedException();
        return await directory.AcquireAsync(scope, cancellationToken);
    }
}
