namespace DispatchMap.Core.Feeds;

/// <summary>How many requests the account may still make.</summary>
/// <param name="Left">Requests that would go out at once; 0 or more.</param>
/// <param name="Limit">The most that can be left.</param>
/// <param name="Window">The time in which a whole budget comes back.</param>
public sealed record BudgetInfo(int Left, int Limit, TimeSpan Window);
