using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DispatchMap.Simulator.Hosting;

/// <summary>
/// Silences the framework: it would log each request's address with its query, and the stream's one-time token is in there.
/// </summary>
internal sealed class OwnLoggersOnly(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("DispatchMap.", StringComparison.Ordinal)
        ? inner.CreateLogger(categoryName)
        : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <summary>The inner factory is the caller's to dispose.</summary>
    public void Dispose()
    {
    }
}
