using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DispatchMap.Web.Storage;

/// <summary>Points in time as UTC ticks: SQLite has no type for them that can be compared.</summary>
internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new(ticks, TimeSpan.Zero));
