namespace DispatchMap.Simulator;

/// <summary>How later pages are asked for.</summary>
public enum Paging
{
    /// <summary><c>offset</c>: items to skip.</summary>
    Offset,

    /// <summary><c>page</c>: pages to skip, the first is 0.</summary>
    Page,

    /// <summary>Not at all: every request brings the first page.</summary>
    None,
}
