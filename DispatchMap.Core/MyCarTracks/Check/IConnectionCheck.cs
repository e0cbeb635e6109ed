using DispatchMap.Core.Feeds;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Tries a connection to the vendor, saved or not, by doing what a feed does.</summary>
public interface IConnectionCheck
{
    /// <summary>
    /// Runs the steps and reports every change; the last report is over. Running feeds are not touched, except that the requests count
    /// against the same account's budget. Trouble upstream is a result, never an exception; cancelling throws
    /// <see cref="OperationCanceledException"/>, with all that was open closed before.
    /// </summary>
    IAsyncEnumerable<CheckReport> RunAsync(UpstreamConnection connection, Scope scope, CancellationToken cancellationToken = default);
}
