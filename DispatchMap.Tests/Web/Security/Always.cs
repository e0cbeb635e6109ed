using Microsoft.Extensions.Options;

namespace DispatchMap.Tests.Web.Security;

/// <summary>Options that never change.</summary>
internal sealed class Always<T>(T value) : IOptionsMonitor<T>
{
    public T CurrentValue => value;

    public T Get(string? name) => value;

    public IDisposable? OnChange(Action<T, string?> listener) => null;
}
