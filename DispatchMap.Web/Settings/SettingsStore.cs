using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Settings.Sections;
using DispatchMap.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Settings;

/// <summary>
/// What admins have set, as the database has it: read as the program starts, kept, and read again now and then, because
/// another process on the database may have saved.
/// </summary>
internal sealed partial class SettingsStore(Database database, AuditLog audit, TimeProvider time, ILogger<SettingsStore> logger) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly SemaphoreSlim _turn = new(1);
    private volatile ImmutableDictionary<string, SavedSetting> _rows = ImmutableDictionary.Create<string, SavedSetting>(StringComparer.Ordinal);

    /// <summary>
    /// Raised with a section's name after the section has changed, from any thread. Whoever listens may throw
    /// <see cref="StoreException"/>: the change is then told again.
    /// </summary>
    public event Action<string>? Changed;

    /// <summary>Whether the database has been read.</summary>
    public bool IsRead { get; private set; }

    /// <summary>The section as it is now; null when nobody has saved it or it cannot be understood.</summary>
    public Saved<T>? Find<T>(SettingsKey<T> key)
        where T : class
    {
        if (!_rows.TryGetValue(key.Name, out var row))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(row.Value, Json) is { } value ? new(value, row.ChangedAt, row.ChangedBy) : null;
        }
        catch (JsonException)
        {
            Log.NotUnderstood(logger, key.Name);
            return null;
        }
    }

    /// <summary>Reads what has changed.</summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var rows = await database.UseAsync((db, stop) => db.Settings.AsNoTracking().ToListAsync(stop), cancellationToken);
            var gone = _rows.Keys.Except(rows.Select(row => row.Key), StringComparer.Ordinal).Select(key => new SavedSetting { Key = key });
            await TakeAsync([.. gone, .. rows]);
            IsRead = true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Saves sections, and writes down who did it and what they changed: all of it or nothing.</summary>
    /// <param name="detail">What has changed, in words; never a secret.</param>
    /// <exception cref="StoreException">The database cannot be used now: nothing was saved.</exception>
    public async Task SaveAsync(AuditActor actor, string subject, string detail, SettingsChange change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            SavedSetting[] rows =
            [
                .. change.Sections.Select(section => new SavedSetting
                {
                    Key = section.Key, Value = JsonSerializer.Serialize(section.Value, section.Value.GetType(), Json), ChangedAt = now, ChangedBy = actor.Name,
                }),
            ];
            await database.UseAsync(
                async (db, stop) =>
                {
                    var before = await db.Settings.ToDictionaryAsync(row => row.Key, stop);
                    foreach (var row in rows)
                    {
                        if (before.TryGetValue(row.Key, out var old))
                            db.Entry(old).CurrentValues.SetValues(row);
                        else
                            db.Settings.Add(row);
                    }

                    if (change.Action is { } action)
                        audit.Add(db, actor, action, subject, detail);
                    return await db.SaveChangesAsync(stop);
                },
                cancellationToken);
            await TakeAsync(rows);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Not on a page's own thread: whoever listens may have to wait for the keys in the database.</summary>
    private Task TakeAsync(IReadOnlyCollection<SavedSetting> rows) => Task.Run(() =>
    {
        foreach (var row in rows)
            Take(row);
    });

    /// <param name="row">Without a value when it is gone.</param>
    private void Take(SavedSetting row)
    {
        var before = _rows;
        before.TryGetValue(row.Key, out var old);
        if (old is null ? row.Value.Length == 0 : old.Value == row.Value && old.ChangedAt == row.ChangedAt)
            return;
        _rows = row.Value.Length == 0 ? before.Remove(row.Key) : before.SetItem(row.Key, row);
        try
        {
            Changed?.Invoke(row.Key);
        }
        catch (StoreException)
        {
            // Not all that it takes to use it could be read; the next look tries again.
            _rows = before;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The saved settings of {Section} cannot be understood and are left out; save them again on the settings page")]
        public static partial void NotUnderstood(ILogger logger, string section);
    }
}
