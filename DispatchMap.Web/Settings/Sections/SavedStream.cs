using DispatchMap.Core.Feeds;

namespace DispatchMap.Web.Settings.Sections;

/// <inheritdoc cref="StreamDefaults"/>
internal sealed record SavedStream(bool? IncludeShared = null, int? MinIntervalSeconds = null, StreamFields? Fields = null);
