namespace DispatchMap.Core.Feeds;

/// <summary>
/// A change of the connection that is under way: each feed moves to the new one when that serves it, and keeps the old one until
/// then.
/// </summary>
/// <param name="From">The host that is kept meanwhile.</param>
/// <param name="To">The host that is wanted.</param>
/// <param name="Feeds">Feeds that have not moved yet.</param>
/// <param name="Trouble">Why the new connection does not serve them, in plain words; null while it may just be on its way.</param>
/// <param name="NeedsAdmin">Whether it will not serve them until an admin changes something.</param>
/// <param name="NextAttemptAt">When the new connection is tried again, by our clock; null when it is being tried.</param>
public sealed record ConnectionChange(string From, string To, int Feeds, string? Trouble, bool NeedsAdmin, DateTimeOffset? NextAttemptAt);
