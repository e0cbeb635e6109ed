namespace DispatchMap.Core.Feeds;

/// <summary>Whether a vehicle of the account's lists belongs to a scope.</summary>
internal enum Membership
{
    /// <summary>It may be shown.</summary>
    Member,

    /// <summary>It must not be shown because of a list.</summary>
    Stranger,

    /// <summary>It was a stranger when the groups were read: it may be shown only if the stream has named it since.</summary>
    StrangerThen,

    /// <summary>Only the stream can tell: it may be shown once that has named it.</summary>
    Unknown,
}
