namespace DispatchMap.Core.Feeds.Memory;

/// <summary>Names the part of an account that a scope covers, so that the truth of one feed is not taken for that of another.</summary>
internal static class Coverage
{
    /// <summary>The whole account: what the list of last positions and the widest scope cover.</summary>
    public static string Account { get; } = Of(Scope.All());

    /// <summary>The scope's key without its interval, which changes nothing in what is true.</summary>
    public static string Of(Scope scope) => scope.Key[..scope.Key.LastIndexOf(";min=", StringComparison.Ordinal)];

    /// <summary>The newest truth that holds for everything in a scope; null when there is none.</summary>
    public static DateTimeOffset? TruthOf(Scope scope, IReadOnlyDictionary<string, DateTimeOffset> truths)
    {
        DateTimeOffset? own = truths.TryGetValue(Of(scope), out var at) ? at : null;
        return truths.TryGetValue(Account, out var all) && !(own > all) ? all : own;
    }
}
