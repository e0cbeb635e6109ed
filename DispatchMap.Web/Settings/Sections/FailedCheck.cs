using System.Collections.Immutable;

namespace DispatchMap.Web.Settings.Sections;

/// <summary>The last check of the connection that failed, as its admin read it.</summary>
internal sealed record FailedCheck(DateTimeOffset At, string By, ImmutableArray<CheckLine> Lines);
