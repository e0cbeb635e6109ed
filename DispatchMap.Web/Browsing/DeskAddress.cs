using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace DispatchMap.Web.Browsing;

/// <summary>Where the desk was left: its filters, its selection and its map are in the address, so going back finds them as they were.</summary>
internal sealed class DeskAddress : IDisposable
{
    private readonly NavigationManager _navigation;

    public DeskAddress(NavigationManager navigation)
    {
        _navigation = navigation;
        Note(navigation.Uri);
        navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>Relative to the base: empty, or the query.</summary>
    public string Last { get; private set; } = "";

    public void Dispose() => _navigation.LocationChanged -= OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => Note(change.Location);

    private void Note(string uri)
    {
        var path = _navigation.ToBaseRelativePath(uri);
        if (path is "" or ['?', ..])
            Last = path;
    }
}
