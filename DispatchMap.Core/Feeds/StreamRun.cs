using System.Globalization;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Core.Feeds;

/// <summary>One stream session from <c>connected</c> to its end. It watches for silence: a dead link often looks open to TCP.</summary>
internal sealed partial class StreamRun : IAsyncDisposable
{
    public static readonly TimeSpan LongestHeartbeat = TimeSpan.FromMinutes(5);

    private readonly IStreamSession _session;
    private readonly FeedIntake _intake;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _silence;
    private readonly TimeSpan _shortestTerm;
    private readonly double _jitter;

    /// <summary>Without a timer, so it need not be disposed while somebody may still cancel it.</summary>
    private readonly CancellationTokenSource _abort = new();

    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DateTimeOffset _openedAt;
    private long _connectedTimestamp;
    private long _lastMessage;
    private long _lastMessageAt;
    private long _lastData;
    private TaskCompletionSource? _heard;
    private volatile bool _silent;
    private Task<StreamEnd> _reading = Task.FromResult(StreamEnd.Fault);
    private Task _watching = Task.CompletedTask;

    private StreamRun(IStreamSession session, LiveStream stream, FeedIntake intake, FeedTools tools)
    {
        (_session, Stream, _intake, _time, _logger) = (session, stream, intake, tools.Time, tools.Logger);
        _jitter = tools.Random();
        _shortestTerm = tools.Options.ShortestTerm;
        _openedAt = _time.GetUtcNow();
        Heard(Now());
        var heartbeat = stream.Heartbeat > TimeSpan.Zero && stream.Heartbeat < LongestHeartbeat ? stream.Heartbeat : LongestHeartbeat;
        _silence = 2 * heartbeat + tools.Options.SilenceAllowance;
        _intake.Pause = _silence;
    }

    /// <summary>The session as the vendor created it.</summary>
    public LiveStream Stream { get; }

    /// <summary>For how long it has brought more than <c>connected</c>.</summary>
    public TimeSpan Flowed =>
        Interlocked.Read(ref _lastData) is not 0 and var last && _connected.Task.IsCompleted ? _time.GetElapsedTime(_connectedTimestamp, last) : TimeSpan.Zero;

    /// <summary>Completes with the next message, if there is one: all that was sent before it has come. For one who asks once.</summary>
    public Task HeardAgainAsync()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _heard, heard);
        return heard.Task;
    }

    /// <summary>Completes, never faults, when the stream is over.</summary>
    public Task<StreamEnd> Completion => _reading;

    /// <summary>
    /// Creates a stream, opens its socket and waits for <c>connected</c>. Messages go to the intake from the first on. Throws
    /// <see cref="UpstreamException"/> when there is no stream to be had.
    /// </summary>
    public static async Task<StreamRun> OpenAsync(
        IMyCarTracksClient client, Scope scope, FeedIntake intake, FeedTools tools, CancellationToken cancellationToken)
    {
        var timeout = tools.Options.ConnectTimeout;
        var stream = await client.CreateStreamAsync(scope, cancellationToken);
        var asked = tools.Time.GetTimestamp();
        var session = await ConnectAsync(client, stream, tools, cancellationToken);
        var run = new StreamRun(session, stream, intake, tools);
        try
        {
            run.Start();
            var left = timeout - tools.Time.GetElapsedTime(asked);
            await run.ConnectedAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// How long until the next stream should be opened beside this one; null when the vendor did not say when it expires. Asked
    /// anew from time to time, because the vendor's clock is still being learnt.
    /// </summary>
    public TimeSpan? RotateIn(VendorClock clock)
    {
        if (Stream.ExpiresAt is not { } expiresAt)
            return null;

        // 30 s or a tenth of the lifetime, up to half as much again so that feeds do not rotate together, half of it at most.
        var lifetime = expiresAt - (_openedAt + clock.Offset);
        if (lifetime <= TimeSpan.Zero)
            return null;
        var lead = Math.Max(30, lifetime.TotalSeconds / 10) * (1 + _jitter / 2);
        var due = expiresAt - clock.Now - TimeSpan.FromSeconds(Math.Min(lead, lifetime.TotalSeconds / 2));

        // Whatever the clocks say, streams are not opened in a tight loop.
        var young = _shortestTerm - _time.GetElapsedTime(_connectedTimestamp);
        return due > young ? due : young;
    }

    /// <summary>
    /// Whether the vendor closed it although it had not expired and the server was not going down or in trouble, which is what
    /// the codes left out here say.
    /// </summary>
    public bool WasCutShort(StreamEnd end, VendorClock clock) =>
        end.Orderly && _session.CloseCode is not (1001 or 1011 or 1012 or 1013) && !(Stream.ExpiresAt - clock.Now < _shortestTerm);

    /// <summary>
    /// Gives the stream up if nothing was heard for too long. Before a message as well: who wakes from a long sleep may find
    /// some that were sent before it.
    /// </summary>
    /// <returns>Whether it is given up.</returns>
    public bool GiveUpIfSilent() => GiveUpIfSilent(Now());

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await _session.DisposeAsync();
        await _reading;
        await _watching;
    }

    private void Start()
    {
        _reading = Task.Run(ReadAsync);
        _watching = WatchAsync();
    }

    private async Task ConnectedAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await ((Task)Task.WhenAny(_connected.Task, _reading))
            .WaitAsync(timeout, _time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (_connected.Task.IsCompleted)
            return;
        if (!_reading.IsCompleted)
            throw new UpstreamException(UpstreamFailure.Timeout, "The stream was opened but never said that it is connected.");

        var end = await _reading;
        throw end.Failure ?? new UpstreamException(UpstreamFailure.Unreachable, end.Reason);
    }

    private async Task<StreamEnd> ReadAsync()
    {
        var end = await EndAsync();
        return _connected.Task.IsCompleted ? end with { Lasted = _time.GetElapsedTime(_connectedTimestamp), Flowed = Flowed } : end;
    }

    private async Task<StreamEnd> EndAsync()
    {
        try
        {
            await using var messages = _session.ReadAsync(_abort.Token).GetAsyncEnumerator(CancellationToken.None);
            while (await NextAsync(messages))
            {
                var now = Now();
                if (GiveUpIfSilent(now))
                    break;
                Heard(now);
                var message = messages.Current;
                _intake.Take(message);
                if (message.Kind == StreamEventKind.Error)
                    Log.VendorError(_logger, Stream.StreamId, message.Code ?? "");
                else if (message.Kind == StreamEventKind.Connected && !_connected.Task.IsCompleted)
                    Connected();
                else if (message.Kind is StreamEventKind.Position or StreamEventKind.Offline or StreamEventKind.Heartbeat)
                    Interlocked.Exchange(ref _lastData, now.Timestamp);
            }

            return _silent || _abort.IsCancellationRequested ? Aborted() : Closed();
        }
        catch (Exception) when (_abort.IsCancellationRequested)
        {
            return Aborted();
        }
        catch (UpstreamException failure)
        {
            return StreamEnd.Of(failure);
        }
        catch (Exception fault)
        {
            Log.Fault(_logger, Stream.StreamId, fault.GetType().Name, fault.StackTrace);
            return StreamEnd.Fault;
        }
    }

    private ValueTask<bool> NextAsync(IAsyncEnumerator<StreamEvent> messages)
    {
        var next = messages.MoveNextAsync();
        return next.IsCompleted ? next : WaitAsync(next);
    }

    /// <summary>Nothing waits to be read for longer than messages gather, neither now nor until the next one comes.</summary>
    private async ValueTask<bool> WaitAsync(ValueTask<bool> next)
    {
        _intake.CaughtUp();
        var more = await next;
        _intake.Strain.CaughtUp();
        return more;
    }

    private void Connected()
    {
        _connectedTimestamp = _time.GetTimestamp();
        _connected.SetResult();
    }

    private (long Timestamp, long Ticks) Now() => (_time.GetTimestamp(), _time.GetUtcNow().UtcTicks);

    private bool GiveUpIfSilent((long, long) now)
    {
        if (_silent || Unheard(now) <= _silence)
            return _silent;

        _silent = true;
        _ = _abort.CancelAsync();
        return true;
    }

    private void Heard((long Timestamp, long Ticks) now)
    {
        Interlocked.Exchange(ref _lastMessage, now.Timestamp);
        Interlocked.Exchange(ref _lastMessageAt, now.Ticks);
        Volatile.Read(ref _heard)?.TrySetResult();
    }

    /// <summary>Since the last message, by whichever clock went on: a machine that sleeps stops one of them.</summary>
    private TimeSpan Unheard((long Timestamp, long Ticks) now)
    {
        var steady = _time.GetElapsedTime(Interlocked.Read(ref _lastMessage), now.Timestamp);
        var wall = new TimeSpan(now.Ticks - Interlocked.Read(ref _lastMessageAt));
        return steady > wall ? steady : wall;
    }

    private StreamEnd Aborted() => _silent
        ? new("silent", string.Create(CultureInfo.InvariantCulture, $"Nothing was heard for {_silence.TotalSeconds:0} s.")) { IsSilence = true }
        : new("let go", "The stream was let go of.");

    private StreamEnd Closed()
    {
        var code = _session.CloseCode is { } number ? string.Create(CultureInfo.InvariantCulture, $" (code {number})") : "";
        return new("closed" + code, $"The vendor closed the stream{code}.", Orderly: true);
    }

    private async Task WatchAsync()
    {
        while (!_reading.IsCompleted)
        {
            var left = _silence - Unheard(Now());
            if (GiveUpIfSilent() || left <= TimeSpan.Zero)
            {
                _silent = true;
                await _abort.CancelAsync();
                await _session.DisposeAsync();
                return;
            }

            await ((Task)_reading).WaitAsync(left, _time, _abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_abort.IsCancellationRequested)
                return;
        }
    }

    private static async Task<IStreamSession> ConnectAsync(
        IMyCarTracksClient client, LiveStream stream, FeedTools tools, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(tools.Options.ConnectTimeout, tools.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await client.ConnectAsync(stream, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new UpstreamException(UpstreamFailure.Timeout, "The vendor did not answer in time.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Stream {StreamId}: the vendor reports the error {Code}")]
        public static partial void VendorError(ILogger logger, string streamId, string code);

        // Not the exception itself: a message that nobody foresaw may quote an address with a token.
        [LoggerMessage(LogLevel.Error, "Stream {StreamId} ended by a fault of ours: {Fault} {StackTrace}")]
        public static partial void Fault(ILogger logger, string streamId, string fault, string? stackTrace);
    }
}
