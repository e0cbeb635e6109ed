using System.Globalization;
using System.Text;
using System.Text.Json;
using DispatchMap.Core.Frames;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>The page's side of a circuit: takes what the server sends and knows what a browser answers.</summary>
internal sealed class CircuitPage
{
    private readonly ReceivedFrames? _held;
    private readonly Sight _sight;
    private readonly FrameCutter _frames;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FrameMark _mark;
    private long? _map;
    private long _calls;

    /// <param name="held">What the map holds of the fleet; null answers for a map that could apply every frame.</param>
    public CircuitPage(ReceivedFrames? held, Sight sight) => (_held, _sight, _frames) = (held, sight, new(FrameReceived));

    /// <summary>Completes when the server has made a circuit.</summary>
    public Task Started => _started.Task;

    /// <summary>Completes when the list of vehicles and the map have been laid out.</summary>
    public Task Shown => _shown.Task;

    /// <summary>What is to be sent, in this order.</summary>
    public List<Func<PackWriter, PackWriter>> Answers { get; } = [];

    public long Frames { get; private set; }

    public long FrameBytes { get; private set; }

    public long Batches { get; private set; }

    /// <summary>Raised for every frame, after it has been applied.</summary>
    public event Action? FrameCame;

    /// <summary>A call of a method of the hub, up to its arguments.</summary>
    public static PackWriter Invoke(PackWriter message, string? id, string method, int arguments)
    {
        message.Array(6).Whole(1).EmptyMap();
        return (id is null ? message.Nil() : message.Text(id)).Text(method).Array(arguments);
    }

    /// <summary>What the map says it holds.</summary>
    private string Mark => string.Create(CultureInfo.InvariantCulture, $"[{_mark.Epoch},{_mark.Version}]");

    /// <summary>There will be nothing more.</summary>
    public void Fail(Exception exception)
    {
        _started.TrySetException(exception);
        _shown.TrySetException(exception);
    }

    /// <summary>Takes one message of the hub's protocol.</summary>
    public void Take(ReadOnlySpan<byte> message)
    {
        var reader = new PackReader(message);
        reader.Array();
        switch (reader.Whole())
        {
            case 1: // Invocation: headers, id, target, arguments.
                reader.Skip(2);
                Invoked(reader);
                break;
            case 2: // Item of a stream: headers, id, item. There is one stream, that of the frames.
                reader.Skip(2);
                _frames.Add(reader.Bytes());
                break;
            case 3: // Completion: headers, id, kind, result. That of StartCircuit is the circuit's secret; a stream ends without one.
                reader.Skip(2);
                if (reader.Whole() == 3)
                    _started.TrySetResult();
                else
                    throw new InvalidDataException(Started.IsCompleted ? "The server ended the stream of frames." : "The server started no circuit.");
                break;
            case 7:
                throw new IOException($"The server closed the circuit: {reader.Text()}");
        }
    }

    private void Invoked(PackReader reader)
    {
        var target = reader.Bytes();
        reader.Array();
        if (target.SequenceEqual("JS.RenderBatch"u8))
            Rendered(reader.Whole());
        else if (target.SequenceEqual("JS.BeginTransmitStream"u8))
            StreamOffered(reader.Whole());
        else if (target.SequenceEqual("JS.BeginInvokeJS"u8))
            Called(reader);
        else if (target.SequenceEqual("JS.Error"u8))
            throw new InvalidDataException($"The page failed: {reader.Text()}");
    }

    private void Rendered(long id)
    {
        Batches++;
        Answers.Add(message => Invoke(message, null, "OnRenderCompleted", 2).Whole(id).Nil().Array(0));
    }

    /// <summary>A stream is started from the browser's side.</summary>
    private void StreamOffered(long stream)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"stream {stream}");
        Answers.Add(message => message.Array(6).Whole(4).EmptyMap().Text(id).Text("SendDotNetStreamToJS").Array(1).Whole(stream).Array(0));
    }

    private void FrameReceived(ReadOnlySpan<byte> frame, bool asked)
    {
        if (_held?.Apply(frame) ?? true)
            _mark = FrameMark.After(frame);
        Frames++;
        FrameBytes += frame.Length;
        if (asked && _map is { } map)
            Tell(map, "OnHeld", Mark);
        FrameCame?.Invoke();
    }

    private void Called(PackReader reader)
    {
        var id = reader.Whole();
        var function = reader.Text();
        var arguments = reader.Bytes();
        var resultType = reader.Whole();
        if (id == 0)
            return;
        var result = function == "read" ? Mark : BrowserAnswers.To(function, resultType, id);
        Answers.Add(message => Invoke(message, null, "EndInvokeJSFromDotNet", 3).Whole(id).True()
            .Text(string.Create(CultureInfo.InvariantCulture, $"[{id},true,{result}]")).Array(0));
        if (function == "create")
            _map = HostIn(arguments);
        else if (function == "fitArea")
            AreaFitted(arguments);
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

    /// <summary>Of a large fleet a browser is told what it sees, with half of that beyond each edge.</summary>
    private void AreaFitted(ReadOnlySpan<byte> arguments)
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(arguments));
        var area = json.RootElement[0];
        double Side(string name) => area.GetProperty(name).GetDouble();
        var (south, west, north, east) = (Side("south"), Side("west"), Side("north"), Side("east"));
        var (high, wide) = (_sight.Part * (north - south), _sight.Part * (east - west));
        south += _sight.Up * (north - south - high);
        west += _sight.Across * (east - west - wide);
        if (_map is { } map)
            Tell(map, "OnAreaChanged", string.Create(CultureInfo.InvariantCulture, $"[{south - high / 2},{west - wide / 2},{south + 1.5 * high},{west + 1.5 * wide}]"));
    }

    private void Tell(long host, string method, string arguments)
    {
        var id = (++_calls).ToString(CultureInfo.InvariantCulture);
        Answers.Add(message => Invoke(message, null, "BeginInvokeDotNetFromJS", 5).Text(id).Nil().Text(method).Whole(host).Text(arguments).Array(0));
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
}
