using System.Text.RegularExpressions;
using DispatchMap.Web.Settings.Sections;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace DispatchMap.Web.Settings.Options;

/// <summary>
/// Puts a saved section under what configuration says: it is registered before configuration is bound, and each key that is
/// there then overrides what was saved. Values that together make no sense leave those before them in force.
/// </summary>
internal abstract partial class SavedOptions<TOptions, TSaved> : IConfigureOptions<TOptions>, IOptionsChangeTokenSource<TOptions>, ISavedOptions, IDisposable
    where TOptions : class, new()
    where TSaved : class
{
    private readonly SettingsStore _store;
    private readonly SettingsKey<TSaved> _key;
    private readonly IConfigurationSection _configured;
    private readonly IEnumerable<IValidateOptions<TOptions>> _validators;
    private readonly ILogger _logger;
    private CancellationTokenSource _change = new();
    private volatile TSaved? _inForce;

    protected SavedOptions(
        SettingsStore store, SettingsKey<TSaved> key, IConfiguration configuration, string section,
        IEnumerable<IValidateOptions<TOptions>> validators, ILogger logger)
    {
        (_store, _key, _configured, _validators, _logger) = (store, key, configuration.GetSection(section), validators, logger);
        store.Changed += OnChanged;
    }

    /// <inheritdoc/>
    public string Name => Microsoft.Extensions.Options.Options.DefaultName;

    /// <summary>Why what was saved is not in force, in words; null when it is, or nothing was saved.</summary>
    public string? Trouble { get; private set; }

    /// <inheritdoc/>
    public void Configure(TOptions options)
    {
        if (_inForce is { } saved)
            Apply(saved, options);
    }

    /// <inheritdoc/>
    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _change).Token);

    /// <summary>The environment variable that sets this option; null when the settings page may.</summary>
    public virtual string? LockOf(string option) =>
        _configured.GetSection(option).Exists() ? $"{_configured.Path}:{option}".Replace(":", "__", StringComparison.Ordinal) : null;

    /// <summary>The options as they would be with this saved, or with nothing.</summary>
    public TOptions Preview(TSaved? saved)
    {
        var options = new TOptions();
        if (saved is not null)
            Apply(saved, options);
        _configured.Bind(options);
        return options;
    }

    /// <summary>What is wrong with options, in words for the settings page; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults(TOptions options) =>
    [
        .. _validators.Select(validator => validator.Validate(Name, options)).Where(result => result.Failed)
            .SelectMany(result => result.Failures ?? []).Select(failure => Prefix().Replace(failure, "")),
    ];

    public void Dispose()
    {
        _store.Changed -= OnChanged;
        _change.Dispose();
    }

    protected abstract void Apply(TSaved saved, TOptions options);

    /// <summary>Makes what was saved ready for use.</summary>
    /// <returns>Why it cannot be used, in words; null when it can.</returns>
    protected virtual string? Prepare(TSaved saved) => null;

    protected string? Configured(string option) => _configured[option];

    private void OnChanged(string key)
    {
        if (key == _key.Name && TakeOver())
        {
            using var before = Interlocked.Exchange(ref _change, new());
            before.Cancel();
        }
    }

    private bool TakeOver()
    {
        var saved = _store.Find(_key)?.Value;
        Trouble = saved is null ? null : Prepare(saved) ?? (Faults(Preview(saved)) is [var first, ..] ? first : null);
        if (Trouble is not null)
        {
            Log.LeftOut(_logger, _key.Name);
            return false;
        }

        _inForce = saved;
        return true;
    }

    /// <summary>What stands before the words proper: an admin at the page has no use for the key's path.</summary>
    [GeneratedRegex(@"^DataAnnotation validation failed for .*? with the error: '|DispatchMap:\w+:(?=\w)|; set DispatchMap__\w+(?=\.)|'\.?$")]
    private static partial Regex Prefix();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The saved settings of {Section} do not go with the configuration and are left out; the settings page says why")]
        public static partial void LeftOut(ILogger logger, string section);
    }
}
