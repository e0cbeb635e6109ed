namespace DispatchMap.Core.Feeds;

/// <summary>The vendor's account that all feeds share, as whoever looks after the feeds sees it.</summary>
/// <param name="Budget">Its request budget; null while no account is configured.</param>
/// <param name="Waiting">Requests that wait for the budget.</param>
/// <param name="Trouble">What keeps all feeds from trying, in plain words; null when nothing does.</param>
/// <param name="Blocked">Whether trying again is pointless until an admin changes something.</param>
/// <param name="NextAttemptAt">When the next attempt of the account starts, by our clock; null without trouble and while one is under way.</param>
/// <param name="Streams">Streams open now.</param>
/// <param name="StreamLimit">How many the vendor allows at a time; null while it has not shown a limit.</param>
public sealed record AccountInfo(
    BudgetInfo? Budget, int Waiting = 0, string? Trouble = null, bool Blocked = false, DateTimeOffset? NextAttemptAt = null, int Streams = 0,
    int? StreamLimit = null);
