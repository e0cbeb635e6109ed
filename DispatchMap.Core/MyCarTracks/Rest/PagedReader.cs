using System.Globalization;
using System.Net;
using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>
/// Reads a list to its end without knowing how the server pages: by <c>offset</c>, by 0-based <c>page</c>, or not at all,
/// with a page size of its own. The one rule that holds for all: it is over when a page brings no id that is new.
/// </summary>
internal sealed class PagedReader(RestClient rest)
{
    /// <summary>Items asked for per page.</summary>
    public const int PreferredLimit = 1000;

    /// <summary>The page size of the vendor's own example, for a server that refuses ours.</summary>
    public const int FallbackLimit = 50;

    /// <summary>Pages read at most: a fleet of 100,000 in the smallest pages.</summary>
    public const int MaxPages = 2000;

    /// <summary>Items after which no further page is read.</summary>
    public const int MaxItems = 250_000;

    private enum Ending
    {
        End,
        FirstPageAgain,
        CutShort,
    }

    /// <summary>The list; a failure on the first page throws, one on a later page leaves the list incomplete.</summary>
    public async Task<Listing<T>> ReadAsync<T>(ListRequest<T> list, CancellationToken cancellationToken)
        where T : class
    {
        var harvest = new Harvest<T>(list.IdOf);
        var memory = list.Memory;
        var first = await FirstAsync(list, cancellationToken);
        harvest.Add(first);
        list.Shape?.Add(first);
        if (first.Length == 0)
            return harvest.ToListing(readToEnd: true);

        var byPage = memory.ByPage;
        var ending = await FollowAsync(list, harvest, byPage, cancellationToken);
        if (ending == Ending.FirstPageAgain)
        {
            // The server does not know the parameter that should have taken us further: try the other one.
            ending = await FollowAsync(list, harvest, !byPage, cancellationToken);
            if (ending != Ending.FirstPageAgain)
                memory.ByPage = !byPage;
        }

        if (list.Shape is { } shape && ending != Ending.CutShort)
            shape.Paging = ending == Ending.FirstPageAgain ? PagingStyle.None : memory.ByPage ? PagingStyle.Page : PagingStyle.Offset;

        // Not paged at all, then. Exactly as many items as asked for means that there is more which cannot be reached.
        return harvest.ToListing(
            ending == Ending.End || (ending == Ending.FirstPageAgain && first.Length != memory.Limit));
    }

    private async Task<ListPage<T>> FirstAsync<T>(ListRequest<T> list, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await FetchAsync(list, "", cancellationToken);
        }
        catch (UpstreamException e) when (list.Memory.Limit > FallbackLimit
            && e.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity)
        {
            list.Memory.Limit = FallbackLimit;
            return await FetchAsync(list, "", cancellationToken);
        }
    }

    private async Task<Ending> FollowAsync<T>(ListRequest<T> list, Harvest<T> harvest, bool byPage, CancellationToken cancellationToken)
        where T : class
    {
        for (var index = 1; index < MaxPages && harvest.Count < MaxItems; index++)
        {
            ListPage<T> page;
            try
            {
                harvest.Requests++;
                var at = byPage ? ("page", index) : ("offset", harvest.Received);
                page = await FetchAsync(list, string.Create(CultureInfo.InvariantCulture, $"&{at.Item1}={at.Item2}"), cancellationToken);
            }
            catch (UpstreamException failure)
            {
                // A page that is refused is refused the next time, too: then there is no more to be had.
                harvest.Failure = failure.Failure is UpstreamFailure.Refused or UpstreamFailure.Forbidden ? null : failure;
                return Ending.CutShort;
            }

            if (page.Length == 0)
                return Ending.End;
            if (page.Items.Count == 0)
                return Ending.CutShort;
            if (!harvest.Add(page))
                return index == 1 ? Ending.FirstPageAgain : Ending.End;
            list.Shape?.Add(page);
        }

        return Ending.CutShort;
    }

    private async Task<ListPage<T>> FetchAsync<T>(ListRequest<T> list, string query, CancellationToken cancellationToken)
        where T : class
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{list.Path}?limit={list.Memory.Limit}{query}");
        var body = await rest.GetAsync(list.Account, path, list.Action, cancellationToken);
        return ListReader.TryRead(body, list.ReadItem) ?? throw UpstreamFaults.BadReply(list.Action);
    }
}
