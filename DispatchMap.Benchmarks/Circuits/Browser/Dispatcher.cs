using System.Net;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>
/// A dispatcher at the live page, without a browser: opens it, speaks the protocol of Blazor Server's circuits, and answers every
/// call and every render as a browser does.
/// </summary>
/// <param name="cookies">Of somebody who is signed in.</param>
/// <param name="held">What it holds of the fleet; null answers for a browser that could apply every frame.</param>
internal sealed class Dispatcher(HttpClient pages, CookieContainer cookies, HttpMessageInvoker connections, ReceivedFrames? held, Sight sight, TimeProvider time)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly HubSocket _hub = new(time);
    private readonly CircuitPage _page = new(held, sight);
    private volatile TaskCompletionSource? _stalled;
    private Task _reading = Task.CompletedTask;
    private Task _pinging = Task.CompletedTask;

    public ReceivedFrames? Held => held;

    public long Received => _hub.Received;

    public long Frames => _page.Frames;

    public long FrameBytes => _page.FrameBytes;

    /// <summary>Render batches.</summary>
    public long Batches => _page.Batches;

    /// <summary>Why the circuit is dead; null while it lives.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Raised for every frame, after it has been applied, on any thread.</summary>
    public event Action? FrameCame
    {
        add => _page.FrameCame += value;
        remove => _page.FrameCame -= value;
    }

    /// <summary>Opens the desk; returns when the list has its rows and the map its first frame.</summary>
    public async Task OpenAsync(CancellationToken stop)
    {
        try
        {
            await OpenDeskAsync(stop);
        }
        catch (Exception exception)
        {
            Failure ??= exception;
            throw;
        }
    }

    /// <summary>Stops reading, as a browser behind a dead link does; signs of life are still sent.</summary>
    public void Stall() => _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads on.</summary>
    public void Resume() => Interlocked.Exchange(ref _stalled, null)?.SetResult();

    /// <summary>Leaves without a word.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        Resume();
        _hub.Dispose();
        await Task.WhenAll(_reading, _pinging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _gone.Dispose();
    }

    private async Task OpenDeskAsync(CancellationToken stop)
    {
        var site = pages.BaseAddress!;
        var markers = PageMarkers.In(await pages.GetStringAsync(site, stop));
        await _hub.ConnectAsync(site, cookies.GetCookieHeader(site), connections, stop);
        _reading = ReadAsync();
        _pinging = _hub.PingAsync(_gone.Token);
        await _hub.SendAsync(
            message => CircuitPage.Invoke(message, "0", "StartCircuit", 4).Text(site.ToString()).Text(site.ToString()).Text("[]").Text(markers.State).Array(0), stop);
        await _page.Started.WaitAsync(stop);
        await _hub.SendAsync(message => CircuitPage.Invoke(message, null, "UpdateRootComponents", 2).Text(markers.Operations).Text("").Array(0), stop);
        await _page.Shown.WaitAsync(stop);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                await _hub.FillAsync(_gone.Token);
                if (_stalled is { } stalled)
                    await stalled.Task;
                TakeAll();
                foreach (var answer in _page.Answers)
                    await _hub.SendAsync(answer, _gone.Token);
                _page.Answers.Clear();
            }
        }
        catch (Exception exception)
        {
            if (!_gone.IsCancellationRequested)
                Failure = exception;
            _page.Fail(exception);
        }
    }

    private void TakeAll()
    {
        for (var message = _hub.Next(); !message.IsEmpty; message = _hub.Next())
            _page.Take(message);
    }
}
