using System.Data;
using System.Globalization;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Storage.Model;

namespace DispatchMap.Web.Storage;

/// <summary>Between vehicles and groups and the rows that hold them.</summary>
internal static class SavedRows
{
    private static readonly (string Name, DbType Type)[] Columns =
    [
        (nameof(SavedVehicle.Account), DbType.String),
        (nameof(SavedVehicle.VehicleId), DbType.Int64),
        (nameof(SavedVehicle.Name), DbType.String),
        (nameof(SavedVehicle.Driver), DbType.String),
        (nameof(SavedVehicle.GroupIds), DbType.String),
        (nameof(SavedVehicle.RecordedTicks), DbType.Int64),
        (nameof(SavedVehicle.ReceivedTicks), DbType.Int64),
        (nameof(SavedVehicle.Latitude), DbType.Double),
        (nameof(SavedVehicle.Longitude), DbType.Double),
        (nameof(SavedVehicle.SpeedKmh), DbType.Double),
        (nameof(SavedVehicle.HeadingDegrees), DbType.Double),
        (nameof(SavedVehicle.OnlineState), DbType.String),
        (nameof(SavedVehicle.OfflineTicks), DbType.Int64),
    ];

    public static DbType[] Types { get; } = [.. Columns.Select(column => column.Type)];

    public static string Insert { get; } =
        $"""INSERT INTO "LastPositions" AS held ({string.Join(", ", Columns.Select(column => $"\"{column.Name}\""))}) VALUES""";

    /// <summary>The newer report stays, whoever saved it.</summary>
    public static string OnConflict { get; } =
        $"""
        ON CONFLICT ("Account", "VehicleId") DO UPDATE SET {string.Join(", ", Columns.Skip(2).Select(column => $"\"{column.Name}\" = excluded.\"{column.Name}\""))}
        WHERE excluded."RecordedTicks" >= held."RecordedTicks"
        """;

    public static long RecordedTicks(KnownVehicle vehicle) => vehicle.Entry.Report?.RecordedAt.UtcTicks ?? 0;

    public static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    /// <summary>The values of a row, in the order of the columns.</summary>
    public static object?[] Values(string account, KnownVehicle vehicle)
    {
        var (entry, offlineAt) = vehicle;
        var report = entry.Report;
        return
        [
            account, entry.VehicleId, Text(entry.Name), Text(entry.UserName), Text(entry.GroupIds), RecordedTicks(vehicle),
            report?.ReceivedAt?.UtcTicks, report?.Latitude, report?.Longitude, report?.SpeedKmh, report?.HeadingDegrees,
            Text(report?.OnlineState), offlineAt?.UtcTicks,
        ];
    }

    public static Func<VehicleGroup, object?[]> Group(string account) =>
        group => [account, group.GroupId, Text(group.Name), Text(group.VehicleIds)];

    public static KnownVehicle Vehicle(SavedVehicle row)
    {
        VehicleReport? report = row is { RecordedTicks: > 0, Latitude: { } latitude, Longitude: { } longitude }
            ? new(
                row.VehicleId, latitude, longitude, At(row.RecordedTicks), At(row.ReceivedTicks), row.SpeedKmh, row.HeadingDegrees,
                OnlineState: row.OnlineState)
            : null;
        return new(new(row.VehicleId, row.Name, row.Driver, Ids(row.GroupIds), report), At(row.OfflineTicks));
    }

    public static IReadOnlyList<long>? Ids(string? text) => text is null
        ? null
        : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];

    private static string? Text(IReadOnlyList<long>? ids) => ids is null ? null : string.Join(',', ids);

    /// <summary>PostgreSQL has no NUL in a text.</summary>
    private static string? Text(string? text) => text?.Replace('\0', '\uFFFD');

    private static DateTimeOffset? At(long? ticks) => ticks is { } at ? At(at) : null;
}
