using DispatchMap.Web.Browsing;

namespace DispatchMap.Web.Maps;

/// <summary>
/// Brings the map in the browser to the scene the desk wants: one awaited call at a time, always towards the newest wish,
/// so a burst of changes costs no more calls than there are differences at its end.
/// </summary>
internal sealed class SceneSync(MapHandle map, MapScene created, Func<bool, object?> tiles)
{
    private MapScene _there = created;
    private MapScene _wanted = created;
    private bool _running;

    /// <summary>The map stopped following by itself.</summary>
    public void FollowEnded() => _there = _there with { Followed = null };

    /// <summary>Goes to this scene. Returns early when somebody is on the way already: they will see the new wish.</summary>
    public async Task GoToAsync(MapScene scene)
    {
        _wanted = scene;
        if (_running)
            return;
        _running = true;
        try
        {
            while (Next() is { } step)
            {
                var (after, call) = step;
                await call();
                _there = after;
            }
        }
        catch (Exception exception) when (Teardown.Explains(exception))
        {
            // The browser cannot hear us. What is missing is found again with the next wish, or when it returns.
        }
        finally
        {
            _running = false;
        }
    }

    /// <summary>Says everything again that differs, after the connection was lost.</summary>
    public Task CatchUpAsync() => GoToAsync(_wanted);

    private (MapScene After, Func<Task> Call)? Next()
    {
        var (there, wanted) = (_there, _wanted);
        if (there.Theme != wanted.Theme)
            return (there with { Theme = wanted.Theme }, () => map.SetThemeAsync(wanted.Theme));
        if (there.Tiles != wanted.Tiles)
            return (there with { Tiles = wanted.Tiles }, () => map.SetTilesAsync(tiles(wanted.Tiles)));
        if (there.Labels != wanted.Labels)
            return (there with { Labels = wanted.Labels }, () => map.SetLabelsAsync(wanted.Labels));
        if (there.Clusters != wanted.Clusters)
            return (there with { Clusters = wanted.Clusters }, () => map.SetClustersAsync(wanted.Clusters));
        if (there.Tails != wanted.Tails)
            return (there with { Tails = wanted.Tails }, () => map.SetTailsAsync(wanted.Tails));
        if (there.Filter != wanted.Filter)
            return (there with { Filter = wanted.Filter }, () => map.SetFilterAsync(wanted.Filter));
        if (!there.Selected.SequenceEqual(wanted.Selected))
            return (there with { Selected = wanted.Selected }, () => map.SelectAsync(wanted.Selected));
        if (there.Followed != wanted.Followed)
            return (there with { Followed = wanted.Followed }, () => map.FollowAsync(wanted.Followed));
        return null;
    }
}
