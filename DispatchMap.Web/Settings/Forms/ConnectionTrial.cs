using System.Runtime.CompilerServices;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Settings.Sections;
using DispatchMap.Web.Words;

namespace DispatchMap.Web.Settings.Forms;

/// <summary>Checks of the connection: tells what came of them to the audit log, and remembers the last one that failed.</summary>
internal sealed class ConnectionTrial(AdminActor admin, IConnectionCheck check, SettingsStore store, TimeProvider time)
{
    /// <summary>The last check that failed, of whoever; null when none has.</summary>
    public FailedCheck? Failed => store.Find(SettingsKeys.FailedCheck)?.Value;

    /// <inheritdoc cref="IConnectionCheck.RunAsync"/>
    /// <exception cref="Core.Feeds.Memory.StoreException">It is over, but the database could not take down what came of it.</exception>
    public async IAsyncEnumerable<CheckReport> RunAsync(
        UpstreamConnection connection, Scope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var actor = await admin.GetAsync();
        CheckReport? last = null;
        try
        {
            await foreach (var report in check.RunAsync(connection, scope, cancellationToken))
                yield return last = report;
        }
        finally
        {
            // Also when whoever looked has gone: a step that failed has failed.
            if (last is not null)
                await RememberAsync(actor, last);
        }
    }

    private async Task RememberAsync(AuditActor actor, CheckReport last)
    {
        var now = time.GetUtcNow();
        var change = SettingsChange.None with { Action = AuditAction.ConnectionChecked };
        if (last.Failed is not null)
            change = change.With(SettingsKeys.FailedCheck, new FailedCheck(now, actor.Name, CheckLine.Of(last.Stopped(), now)));
        await store.SaveAsync(actor, "Connection", Outcome(last), change, CancellationToken.None);
    }

    private static string Outcome(CheckReport last) => last.Failed is { } failed
        ? $"Failed at {CheckWords.Title(failed.Kind)}: {CheckWords.Line(last, failed.Kind)}"
        : last.IsOver ? "Passed" : "Stopped";
}
