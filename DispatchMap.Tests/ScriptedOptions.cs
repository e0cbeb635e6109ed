using Microsoft.Extensions.Options;

namespace DispatchMap.Tests;

/// <summary>Options that the test changes while the program runs.</summary>
internal sealed class ScriptedOptions<T>(T value) : IOptionsMonitor<T>
{
    private Action<T, string?>? _changed;

    public T CurrentValue { get; set; } = value;

    public T Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<T, string?> listener)
    {
        _changed += listener;
        return null;
    }

    /// <summary>Changes them and says so.</summary>
    public void Change(T value)
    {
        CurrentValue = value;
        _changed?.Invoke(value, null);
    }
}
