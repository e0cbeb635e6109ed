namespace DispatchMap.Web.Desk;

/// <summary>How the list is ordered. Vehicles that have nothing to say in a column come last, whichever way it is sorted.</summary>
public readonly record struct FleetSort(FleetColumn By = FleetColumn.Name, bool Descending = false)
{
    /// <summary>A click on a header: sorts by it, and turns round when it is sorted by it already.</summary>
    public FleetSort Toggle(FleetColumn column) => new(column, column == By && !Descending);
}
