using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks;

/// <summary>The connection that the options describe, now and after each change; null while they hold no credentials.</summary>
internal sealed class ConfiguredConnectionSource : IUpstreamConnectionSource, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IOptionsMonitor<UpstreamOptions> _options;
    private readonly IDisposable? _listening;
    private UpstreamConnection? _current;

    public ConfiguredConnectionSource(IOptionsMonitor<UpstreamOptions> options)
    {
        _options = options;
        _listening = options.OnChange(_ => Look());
        _current = options.CurrentValue.ToConnection();
    }

    public event Action? Changed;

    public UpstreamConnection? Current => Volatile.Read(ref _current);

    public void Dispose() => _listening?.Dispose();

    /// <summary>Changes may be told in another order than they were made, so it looks for itself.</summary>
    private void Look()
    {
        lock (_gate)
        {
            var connection = _options.CurrentValue.ToConnection();
            if (connection == _current)
                return;
            Volatile.Write(ref _current, connection);
        }

        Changed?.Invoke();
    }
}
