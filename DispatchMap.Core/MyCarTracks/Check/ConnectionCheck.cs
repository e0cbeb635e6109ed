using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Stream;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <inheritdoc cref="IConnectionCheck"/>
internal sealed class ConnectionCheck(
    UpstreamHttp http, RestClient rest, UpstreamLists lists, StreamConnector connector, RequestBudgets budgets,
    IOptions<UpstreamOptions> options, TimeProvider time, ILogger<ConnectionCheck> logger) : IConnectionCheck
{
    private readonly CheckTools _tools = new(http, rest, lists, connector, budgets, options.Value.StreamHosts, time, logger);

    public async IAsyncEnumerable<CheckReport> RunAsync(
        UpstreamConnection connection, Scope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // At most a few dozen: a reader that is slow holds nothing up.
        var reports = Channel.CreateUnbounded<CheckReport>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = new CheckRun(_tools, connection, scope, report => reports.Writer.TryWrite(report));
        var running = Task.Run(() => RunAsync(run, reports.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var report in reports.Reader.ReadAllAsync(cancellationToken))
                yield return report;
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    private static async Task RunAsync(CheckRun run, ChannelWriter<CheckReport> reports, CancellationToken cancellationToken)
    {
        Exception? end = null;
        try
        {
            await run.RunAsync(cancellationToken);
        }
        catch (Exception e)
        {
            end = e;
        }

        reports.Complete(end);
    }
}
