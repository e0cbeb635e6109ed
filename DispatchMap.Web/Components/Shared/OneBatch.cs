using Microsoft.AspNetCore.Components;

namespace DispatchMap.Web.Components.Shared;

/// <summary>
/// Lets components that have changed render together, without the page that they are on: the browser gets one batch, and what
/// has not changed costs nothing. Shows nothing itself.
/// </summary>
public sealed class OneBatch : IComponent
{
    private readonly List<Action> _renders = [];
    private RenderHandle _handle;

    /// <summary>Takes part in the next batch.</summary>
    /// <param name="render">A component's own <c>StateHasChanged</c>.</param>
    public void Add(Action render) => _renders.Add(render);

    /// <summary>Renders all that have been added; does nothing when there are none. On the circuit's context only.</summary>
    public void Render()
    {
        if (_renders.Count == 0)
            return;
        // While one component renders, the renderer collects what others want: that is what makes it one batch.
        _handle.Render(_ => _renders.ForEach(render => render()));
        _renders.Clear();
    }

    void IComponent.Attach(RenderHandle renderHandle) => _handle = renderHandle;

    Task IComponent.SetParametersAsync(ParameterView parameters) => Task.CompletedTask;
}
