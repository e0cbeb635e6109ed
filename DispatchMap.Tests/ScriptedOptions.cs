using Microsoft.Extensions.Options;

namespace DispatchMap.Tests;

/// <summary>Options that the test changes while the program runs.</summary>
internal sealed class ScriptedOptions<T>(T value) : IOptionsMonitor<T>
{
    public T CurrentValue { get; set; } = value;

    public T Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<T, string?> listener) => null;
}
