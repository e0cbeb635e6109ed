namespace DispatchMap.Web.Desk;

/// <summary>What the list can be sorted by.</summary>
public enum FleetColumn
{
    Name,
    Driver,
    Speed,
    Age,
}
