using System.Threading.Channels;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;

namespace DispatchMap.Tests.Web.Settings;

/// <summary>A check of the connection that goes as the test says.</summary>
internal sealed class ScriptedCheck : IConnectionCheck
{
    private readonly Channel<CheckReport> _reports = Channel.CreateUnbounded<CheckReport>();

    /// <summary>What was checked last.</summary>
    public UpstreamConnection? Connection { get; private set; }

    public IAsyncEnumerable<CheckReport> RunAsync(UpstreamConnection connection, Scope scope, CancellationToken cancellationToken = default)
    {
        Connection = connection;
        return _reports.Reader.ReadAllAsync(cancellationToken);
    }

    public static CheckReport Report(CheckStep first) => new(
        Scope.All(), [first, .. Enum.GetValues<CheckStepKind>().Skip(1).Select(kind => new CheckStep(kind))], new(), TimeSpan.FromSeconds(1));

    public ValueTask SayAsync(CheckReport report) => _reports.Writer.WriteAsync(report);

    public void End() => _reports.Writer.Complete();
}
