namespace DispatchMap.Web.Settings.Sections;

/// <summary>A section as it was saved.</summary>
internal sealed record Saved<T>(T Value, DateTimeOffset ChangedAt, string ChangedBy);
