using System.Globalization;
using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Opens the socket of a stream, waits for <c>connected</c> and then for the first sign of life, and closes it.</summary>
internal sealed class StreamListener(
    CheckTools tools, UpstreamConnection connection, LiveStream stream, FieldNames fields, CheckProgress progress, SecretFilter secrets)
{
    private static readonly TimeSpan ConnectedWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLimit = TimeSpan.FromSeconds(125);

    private int _invalid;

    /// <summary>A heartbeat and a little more, as far as anybody would wait.</summary>
    public static TimeSpan LimitFor(LiveStream stream) =>
        stream.Heartbeat + Allowance is var limit && limit < LongestLimit ? limit : LongestLimit;

    /// <param name="cancellationToken">Ends with the step's limit too.</param>
    /// <param name="stop">Ends with the check only.</param>
    public async Task<StepOutcome> RunAsync(CancellationToken cancellationToken, CancellationToken stop)
    {
        var time = tools.Time;
        var began = time.GetTimestamp();
        await using var session = await tools.Connector.ConnectAsync(stream, connection, tools.StreamHosts, cancellationToken, fields.Note);
        var opened = time.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var impatience = time.CreateTimer(_ => LosePatience(), null, ConnectedWithin, Timeout.InfiniteTimeSpan);
        progress.Found(all => all with { Socket = new(time.GetElapsedTime(began, opened)) });
        try
        {
            await foreach (var message in session.ReadAsync(patience.Token))
            {
                if (Take(message, time.GetElapsedTime(opened)) is { } outcome)
                    return outcome;
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            var cause = !IsConnected ? CheckCause.NeverConnected : _invalid > 0 ? CheckCause.EventsNotUnderstood : CheckCause.Silent;
            return StepOutcome.Failed(new(cause) { Waited = time.GetElapsedTime(opened) });
        }

        return StepOutcome.Failed(new(CheckCause.StreamClosed) { Code = session.CloseCode?.ToString(CultureInfo.InvariantCulture) });

        void LosePatience()
        {
            if (!IsConnected)
                patience.Cancel();
        }
    }

    private bool IsConnected => progress.Findings.Socket?.Connected == true;

    /// <summary>Null as long as more must come.</summary>
    private StepOutcome? Take(in StreamEvent message, TimeSpan after)
    {
        switch (message.Kind)
        {
            case StreamEventKind.Connected:
                progress.Found(all => all with { Socket = all.Socket! with { Connected = true } });
                return null;
            case StreamEventKind.Error:
                return StepOutcome.Failed(new(CheckCause.StreamError) { Code = message.Code is { } code && FieldNames.IsName(code) ? secrets.Pass(code) : null });
            case StreamEventKind.Invalid or StreamEventKind.Unknown:
                _invalid++;
                return null;
            default:
                if (!IsConnected)
                    return null;
                Found(message, after);
                return StepOutcome.Passed;
        }
    }

    private void Found(StreamEvent message, TimeSpan after)
    {
        var offset = message is { Kind: StreamEventKind.Heartbeat, At: { } sentAt } ? sentAt - tools.Time.GetUtcNow() : (TimeSpan?)null;
        progress.Found(all => all with
        {
            Socket = all.Socket! with { First = message.Kind, FirstAfter = after }, ClockOffset = offset ?? all.ClockOffset,
        });
    }
}
