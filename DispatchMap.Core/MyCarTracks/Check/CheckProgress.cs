using DispatchMap.Core.Feeds;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Runs single steps of a check, each within its limit, and tells of every change. Not for concurrent use.</summary>
internal sealed partial class CheckProgress(Scope scope, TimeProvider time, ILogger logger, Action<CheckReport> tell)
{
    private readonly long _began = time.GetTimestamp();
    private CheckReport _report = CheckReport.Start(scope);

    public CheckFindings Findings => _report.Findings;

    public void Begin() => Tell(_report);

    /// <summary>Adds to what was found out.</summary>
    public void Found(Func<CheckFindings, CheckFindings> found) => Tell(_report with { Findings = found(_report.Findings) });

    /// <summary>What has not had its turn will not have it.</summary>
    public void End()
    {
        if (!_report.IsOver)
            Tell(_report.Stopped());
    }

    /// <summary>Whatever goes wrong in <paramref name="run"/> becomes the step's outcome, except that the check is stopped.</summary>
    public async Task<StepOutcome> StepAsync(
        CheckStepKind kind, TimeSpan limit, Func<CancellationToken, Task<StepOutcome>> run, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var (began, startedAt) = (time.GetTimestamp(), time.GetUtcNow());
        Tell(_report.With(new CheckStep(kind, CheckStepState.Running, startedAt, limit)));
        var outcome = await TryAsync(limit, run, stop);
        Tell(_report.With(new CheckStep(kind, outcome.State, startedAt, limit, time.GetElapsedTime(began), outcome.Problem)));
        return outcome;
    }

    private async Task<StepOutcome> TryAsync(TimeSpan limit, Func<CancellationToken, Task<StepOutcome>> run, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            return await run(either.Token);
        }
        catch (UpstreamException e)
        {
            return StepOutcome.Failed(CheckProblem.Of(e));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return StepOutcome.Failed(new(CheckCause.TooSlow) { Waited = limit });
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.Fault(logger, fault.GetType().Name, fault.StackTrace);
            return StepOutcome.Failed(new(CheckCause.OurFault));
        }
    }

    private void Tell(CheckReport report)
    {
        _report = report with { Elapsed = time.GetElapsedTime(_began) };
        tell(_report);
    }

    private static partial class Log
    {
        // Not the exception itself: a message that nobody foresaw may quote an address with a token.
        [LoggerMessage(LogLevel.Error, "The connection check met a fault of ours: {Fault} {StackTrace}")]
        public static partial void Fault(ILogger logger, string fault, string? stackTrace);
    }
}
