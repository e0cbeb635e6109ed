using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>Every error that the application itself logs is a finding: what the vendor does wrong is no error of ours.</summary>
internal sealed class FaultLog(Findings findings) : ILoggerProvider, ILogger
{
    // The resilience library calls a request that failed after its last retry an error.
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("DispatchMap", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            findings.Add(Promise.Errors, formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
