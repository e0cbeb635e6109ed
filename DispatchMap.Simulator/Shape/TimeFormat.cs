namespace DispatchMap.Simulator;

/// <summary>How times are written.</summary>
public enum TimeFormat
{
    /// <summary>ISO 8601 in UTC, <c>2026-06-01T14:21:35Z</c>.</summary>
    Iso,

    /// <summary>Seconds since 1970.</summary>
    EpochSeconds,

    /// <summary>Milliseconds since 1970.</summary>
    EpochMilliseconds,
}
