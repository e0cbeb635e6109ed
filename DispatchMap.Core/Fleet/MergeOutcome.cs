namespace DispatchMap.Core.Fleet;

/// <summary>What became of a statement about a vehicle.</summary>
public enum MergeOutcome
{
    /// <summary>It changed what we believe.</summary>
    Applied,

    /// <summary>It changed what we believe, and is hard to believe: see <see cref="ReportDoubts"/>.</summary>
    Doubted,

    /// <summary>It said nothing that was not known already.</summary>
    Duplicate,

    /// <summary>Something newer is known.</summary>
    Older,

    /// <summary>It is dated more than five minutes ahead of the vendor's clock, and nobody says when it was received: left out.</summary>
    Future,

    /// <summary>A coordinate or a time is out of range.</summary>
    Invalid,

    /// <summary>It names a new vehicle, and the feed holds as many as it may.</summary>
    Full,
}
