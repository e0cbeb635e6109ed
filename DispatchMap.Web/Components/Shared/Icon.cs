using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace DispatchMap.Web.Components.Shared;

/// <summary>The icons of <c>Sprite.razor</c>. Markup and no component: each component on a page costs a circuit two kilobytes.</summary>
internal static class Icon
{
    private static readonly ConcurrentDictionary<(string, int), MarkupString> Made = [];

    /// <param name="name">One of ours: it is not encoded.</param>
    /// <param name="size">Pixels.</param>
    public static MarkupString Of(string name, int size = 16) => Made.GetOrAdd((name, size), static icon =>
        new($"""<svg class="ic" width="{icon.Item2}" height="{icon.Item2}" viewBox="0 0 20 20" aria-hidden="true"><use href="#i-{icon.Item1}" /></svg>"""));
}
