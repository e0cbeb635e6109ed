using DispatchMap.Core;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.Settings.Options;
using DispatchMap.Web.Settings.Sections;
using DispatchMap.Web.Words;

namespace DispatchMap.Web.Settings.Forms;

/// <summary>What the connection page may do: show, judge, save and take back. The secret goes in and never comes out.</summary>
internal sealed class ConnectionForm(
    AdminActor admin, SettingsStore store, SettingsSecrets secrets, SavedUpstream upstream, SavedStreamDefaults stream,
    IUpstreamConnectionSource source, DemoMode demo, TimeProvider time)
{
    /// <summary>Whether the simulated fleet is shown: then there are no credentials to set.</summary>
    public bool IsDemo => demo.On;

    /// <summary>Why what was saved is not in force; null when it is.</summary>
    public string? Trouble => upstream.Trouble ?? stream.Trouble;

    public bool IsSecretLost => upstream.IsSecretLost;

    private SavedConnection Saved => store.Find(SettingsKeys.Connection)?.Value ?? new();

    /// <summary>Whether there is an earlier connection to go back to.</summary>
    public bool CanRevert => store.Find(SettingsKeys.ConnectionBefore)?.Value is { ProtectedSecret: not null };

    /// <summary>Who set the secret, and when; null when nobody has.</summary>
    public (DateTimeOffset At, string By)? SecretSet =>
        Saved is { ProtectedSecret: not null, SecretSetAt: { } at, SecretSetBy: { } by } ? (at, by) : null;

    /// <inheritdoc cref="SavedOptions{TOptions,TSaved}.LockOf"/>
    public string? LockOf(string option) => upstream.LockOf(option);

    /// <inheritdoc cref="SavedOptions{TOptions,TSaved}.LockOf"/>
    public string? StreamLockOf(string option) => stream.LockOf(option);

    /// <summary>What is saved or configured now.</summary>
    public ConnectionDraft Load()
    {
        var connection = upstream.Preview(store.Find(SettingsKeys.Connection)?.Value);
        var (shared, interval, fields) = stream.Preview(store.Find(SettingsKeys.Stream)?.Value);
        return new(connection.BaseUrl, connection.ClientId ?? "", null, interval, shared, fields);
    }

    /// <summary>What is not saved yet, in words; never a secret.</summary>
    public IReadOnlyList<string> Changes(ConnectionDraft draft)
    {
        var (before, after) = (Load(), draft.Tidy());
        return
        [
            .. SettingsWords.Change("base URL", before.BaseUrl, after.BaseUrl),
            .. SettingsWords.Change("client id", before.ClientId, after.ClientId),
            .. after.NewSecret is null ? Array.Empty<string>() : [SecretSet is null ? "client secret, set" : "client secret, replaced"],
            .. SettingsWords.Change("minimum interval", SettingsWords.Seconds(before.MinIntervalSeconds), SettingsWords.Seconds(after.MinIntervalSeconds)),
            .. SettingsWords.Change("vehicles shared with us", SettingsWords.Shared(before.IncludeShared), SettingsWords.Shared(after.IncludeShared)),
            .. SettingsWords.Change("fields", SettingsWords.Fields(before.Fields), SettingsWords.Fields(after.Fields)),
        ];
    }

    /// <summary>What keeps the draft from being saved, in words.</summary>
    public IReadOnlyList<string> Faults(ConnectionDraft draft)
    {
        var after = draft.Tidy();
        var faults = new List<string>();
        if (after.MinIntervalSeconds is not { } seconds || seconds < Scope.MinIntervalFloor)
            faults.Add($"The minimum interval must be {Scope.MinIntervalFloor} s or more: the vendor takes no less.");
        else
            faults.AddRange(stream.Faults(stream.Preview(Stream(after))));
        if (demo.On)
            return faults;

        var hasSecret = after.NewSecret is not null || upstream.LockOf(nameof(UpstreamOptions.ClientSecret)) is not null
            || (Saved.ProtectedSecret is not null && !upstream.IsSecretLost);
        if (after.ClientId.Length > 0 && !hasSecret)
            faults.Add("The client secret is missing.");
        if (after.ClientId.Length == 0 && hasSecret)
            faults.Add("The client id is missing.");
        if (NeedsSecretAgain(after))
            faults.Add($"Enter the client secret again: the saved one was given for {Saved.SecretFor} and is sent to no other server.");
        faults.AddRange(upstream.Faults(Options(after)));
        return faults;
    }

    /// <summary>The connection that the draft describes, for a check; null while something is missing.</summary>
    public UpstreamConnection? ConnectionOf(ConnectionDraft draft)
    {
        if (demo.On)
            return source.Current;
        var after = draft.Tidy();
        return NeedsSecretAgain(after) || upstream.Faults(Options(after)).Count > 0 ? null : Options(after).ToConnection();
    }

    /// <summary>The widest scope that the draft describes.</summary>
    public static Scope ScopeOf(ConnectionDraft draft) =>
        Scope.All(draft.IncludeShared, Math.Max(draft.MinIntervalSeconds ?? 0, Scope.MinIntervalFloor), draft.Fields);

    /// <summary>Saves the draft; it applies at once.</summary>
    /// <returns>What keeps it from being saved; empty when it was.</returns>
    /// <exception cref="Core.Feeds.Memory.StoreException">The database cannot be used now: nothing was saved.</exception>
    public async Task<IReadOnlyList<string>> SaveAsync(ConnectionDraft draft, CancellationToken cancellationToken)
    {
        var actor = await admin.GetAsync();
        var after = draft.Tidy();
        if (Faults(after) is { Count: > 0 } faults)
            return faults;

        var before = Load();
        var changes = Changes(after);
        var change = SettingsChange.None;
        if ((after.BaseUrl, after.ClientId) != (before.BaseUrl, before.ClientId) || after.NewSecret is not null)
        {
            var connection = Connection(after);
            if (after.NewSecret is { } secret)
            {
                connection = connection with
                {
                    ProtectedSecret = await Task.Run(() => secrets.Protect(secret), cancellationToken),
                    SecretFor = SavedUpstream.ServerOf(after.BaseUrl),
                    SecretSetAt = time.GetUtcNow(),
                    SecretSetBy = actor.Name,
                };
            }

            change = change.With(SettingsKeys.ConnectionBefore, Saved).With(SettingsKeys.Connection, connection);
        }

        if ((after.MinIntervalSeconds, after.IncludeShared, after.Fields) != (before.MinIntervalSeconds, before.IncludeShared, before.Fields))
            change = change.With(SettingsKeys.Stream, Stream(after));
        if (change.Sections.Length > 0)
            await store.SaveAsync(actor, "Connection", string.Join("; ", changes), change, cancellationToken);
        return [];
    }

    /// <summary>Goes back to the connection before the last save.</summary>
    /// <exception cref="Core.Feeds.Memory.StoreException">The database cannot be used now: nothing has changed.</exception>
    public async Task RevertAsync(CancellationToken cancellationToken)
    {
        var actor = await admin.GetAsync();
        if (store.Find(SettingsKeys.ConnectionBefore)?.Value is not { } before)
            return;
        var change = SettingsChange.None.With(SettingsKeys.ConnectionBefore, Saved).With(SettingsKeys.Connection, before);
        await store.SaveAsync(actor, "Connection", "back to the connection before: " + string.Join(
            "; ", SettingsWords.Change("client id", Saved.ClientId ?? "", before.ClientId ?? "").Append("client secret, the one before")), change, cancellationToken);
    }

    private UpstreamOptions Options(ConnectionDraft draft)
    {
        var options = upstream.Preview(Connection(draft));
        if (draft.NewSecret is { } secret && upstream.LockOf(nameof(UpstreamOptions.ClientSecret)) is null)
            options.ClientSecret = secret;
        return options;
    }

    /// <summary>What configuration sets is not saved: it would come into force by surprise when the key is taken away.</summary>
    private SavedConnection Connection(ConnectionDraft draft) => Saved with
    {
        BaseUrl = upstream.LockOf(nameof(UpstreamOptions.BaseUrl)) is null ? draft.BaseUrl : Saved.BaseUrl,
        ClientId = upstream.LockOf(nameof(UpstreamOptions.ClientId)) is null ? draft.ClientId : Saved.ClientId,
    };

    private SavedStream Stream(ConnectionDraft draft)
    {
        var saved = store.Find(SettingsKeys.Stream)?.Value ?? new();
        return new(
            stream.LockOf(nameof(StreamDefaults.IncludeShared)) is null ? draft.IncludeShared : saved.IncludeShared,
            stream.LockOf(nameof(StreamDefaults.MinIntervalSeconds)) is null ? draft.MinIntervalSeconds : saved.MinIntervalSeconds,
            stream.LockOf(nameof(StreamDefaults.Fields)) is null ? draft.Fields : saved.Fields);
    }

    private bool NeedsSecretAgain(ConnectionDraft draft) =>
        draft.NewSecret is null && upstream.LockOf(nameof(UpstreamOptions.ClientSecret)) is null
        && Saved is { ProtectedSecret: not null, SecretFor: { } server } && SavedUpstream.ServerOf(draft.BaseUrl) != server;
}
