using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>
/// A dispatcher at the live page, without a browser: speaks the protocol of Blazor Server's circuits, answers every call and
/// every render as a browser does, and takes the frames.
/// </summary>
/// <param name="cookies">Of somebody who is signed in.</param>
/// <param name="held">What it holds of the fleet; null answers for a browser that could apply every frame.</param>
internal sealed class Dispatcher(HttpClient pages, CookieContainer cookies, HttpMessageInvoker connections, ReceivedFrames? held, TimeProvider time)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly HubSocket _hub = new(time);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Func<PackWriter, PackWriter>> _answers = [];
    private TaskCompletionSource? _stalled;
    private Task _reading = Task.CompletedTask;
    private Task _pinging = Task.CompletedTask;
    private bool _applied = true;
    private long? _map;
    private long _calls;

    public ReceivedFrames? Held => held;

    public long Received => _hub.Received;

    public long Frames { get; private set; }

    public long FrameBytes { get; private set; }

    public long Batches { get; private set; }

    public long BatchBytes { get; private set; }

    /// <summary>Why the circuit is dead; null while it lives.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Raised for every frame, after it has been applied, on any thread.</summary>
    public event Action<Dispatcher>? FrameCame;

    /// <summary>Opens the desk; returns when the list has its rows and the map its first frame.</summary>
    public async Task OpenAsync(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _gone.Token);
        var site = pages.BaseAddress!;
        var markers = PageMarkers.In(await pages.GetStringAsync(site, either.Token));
        await _hub.ConnectAsync(site, cookies.GetCookieHeader(site), connections, either.Token);
        _reading = ReadAsync();
        _pinging = _hub.PingAsync(_gone.Token);
        await _hub.SendAsync(
            message => Invoke(message, "0", "StartCircuit", 4).Text(site.ToString()).Text(site.ToString()).Text("[]").Text(markers.State).Array(0), either.Token);
        await _started.Task.WaitAsync(either.Token);
        await _hub.SendAsync(message => Invoke(message, null, "UpdateRootComponents", 2).Text(markers.Operations).Text("").Array(0), either.Token);
        await _shown.Task.WaitAsync(either.Token);
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
                foreach (var answer in _answers)
                    await _hub.SendAsync(answer, _gone.Token);
                _answers.Clear();
            }
        }
        catch (Exception exception)
        {
            if (!_gone.IsCancellationRequested)
                Failure = exception;
            _started.TrySetException(exception);
            _shown.TrySetException(exception);
        }
    }

    private void TakeAll()
    {
        for (var message = _hub.Next(); !message.IsEmpty; message = _hub.Next())
            Take(message);
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        var reader = new PackReader(message);
        reader.Array();
        switch (reader.Whole())
        {
            case 1: // Invocation: headers, id, target, arguments.
                reader.Skip(2);
                Invoked(reader, message.Length);
                break;
            case 3: // Completion: headers, id, kind, result. Ours is that of StartCircuit: the circuit's secret.
                reader.Skip(2);
                if (reader.Whole() == 3)
                    _started.TrySetResult();
                else
                    throw new InvalidDataException("The server started no circuit.");
                break;
            case 7:
                throw new IOException($"The server closed the circuit: {reader.Text()}");
        }
    }

    private void Invoked(PackReader reader, int length)
    {
        var target = reader.Bytes();
        reader.Array();
        if (target.SequenceEqual("JS.RenderBatch"u8))
            Rendered(reader.Whole(), length);
        else if (target.SequenceEqual("JS.ReceiveByteArray"u8))
            FrameReceived(reader);
        else if (target.SequenceEqual("JS.BeginInvokeJS"u8))
            Called(reader);
        else if (target.SequenceEqual("JS.Error"u8))
            throw new InvalidDataException($"The page failed: {reader.Text()}");
    }

    private void Rendered(long id, int length)
    {
        Batches++;
        BatchBytes += length;
        _answers.Add(message => Invoke(message, null, "OnRenderCompleted", 2).Whole(id).Nil().Array(0));
    }

    private void FrameReceived(PackReader reader)
    {
        reader.Skip();
        var frame = reader.Bytes();
        _applied = held?.Apply(frame) ?? true;
        Frames++;
        FrameBytes += frame.Length;
        FrameCame?.Invoke(this);
    }

    private void Called(PackReader reader)
    {
        var id = reader.Whole();
        var function = reader.Text();
        var arguments = reader.Bytes();
        var resultType = reader.Whole();
        if (id == 0)
            return;
        var result = function == "apply" ? (_applied ? "1" : "0") : BrowserAnswers.To(function, resultType, id);
        _answers.Add(message => Invoke(message, null, "EndInvokeJSFromDotNet", 3).Whole(id).True()
            .Text(string.Create(CultureInfo.InvariantCulture, $"[{id},true,{result}]")).Array(0));
        if (function == "create")
            _map = HostIn(arguments);
        else if (function == "Blazor._internal.Virtualize.init")
            ListShown(HostIn(arguments));
    }

    /// <summary>What a browser tells as soon as the list and the map have been laid out.</summary>
    private void ListShown(long list)
    {
        Tell(list, "OnSpacerBeforeVisible", BrowserAnswers.ListSeen);
        if (_map is { } map)
            Tell(map, "OnViewChanged", BrowserAnswers.ViewSeen);
        _shown.TrySetResult();
    }

    private void Tell(long host, string method, string arguments)
    {
        var id = (++_calls).ToString(CultureInfo.InvariantCulture);
        _answers.Add(message => Invoke(message, null, "BeginInvokeDotNetFromJS", 5).Text(id).Nil().Text(method).Whole(host).Text(arguments).Array(0));
    }

    /// <summary>The object on the server that the script may call: one of the call's arguments.</summary>
    private static long HostIn(ReadOnlySpan<byte> arguments)
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(arguments));
        foreach (var argument in json.RootElement.EnumerateArray())
        {
            if (argument.ValueKind == JsonValueKind.Object && argument.TryGetProperty("__dotNetObject", out var host))
                return host.GetInt64();
        }

        throw new InvalidDataException($"Nobody to call in {json.RootElement}.");
    }

    private static PackWriter Invoke(PackWriter message, string? id, string method, int arguments)
    {
        message.Array(6).Whole(1).EmptyMap();
        return (id is null ? message.Nil() : message.Text(id)).Text(method).Array(arguments);
    }
}
