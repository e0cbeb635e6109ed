using System.Threading.Channels;
using Microsoft.JSInterop;

namespace DispatchMap.Tests.Web;

/// <summary>JavaScript whose answers the test writes: a runtime, a module and an object handle at once.</summary>
internal sealed class FakeScript : IJSRuntime, IJSObjectReference
{
    private readonly Channel<(string Name, object?[] Arguments)> _calls = Channel.CreateUnbounded<(string, object?[])>();
    private readonly Dictionary<string, Func<object?[], Task<object?>>> _answers = [];

    public FakeScript()
    {
        Answer("import", _ => this);
        Answer("create", _ => this);
        Answer("start", _ => this);
    }

    /// <summary>Stands in <see cref="NextAsync"/> for letting go of a reference.</summary>
    public const string Release = "(let go)";

    /// <summary>Names of all calls, in order.</summary>
    public List<string> Called { get; } = [];

    public void Answer(string name, Func<object?[], object?> answer) => _answers[name] = arguments => Task.FromResult(answer(arguments));

    /// <summary>From now on, calls of this wait for the test.</summary>
    public TaskCompletionSource<object?> Hold(string name)
    {
        var answer = new TaskCompletionSource<object?>();
        _answers[name] = _ => answer.Task;
        return answer;
    }

    /// <summary>The arguments of the next call of this name; calls of other names on the way are passed over.</summary>
    public async Task<object?[]> NextAsync(string name)
    {
        var call = await NextAsync();
        await Waiting.UntilAsync(() => call.Name == name, async () => call = await NextAsync());
        return call.Arguments;

        Task<(string Name, object?[] Arguments)> NextAsync() => _calls.Reader.ReadAsync().AsTask().Soon();
    }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

    public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        Called.Add(identifier);
        var answering = _answers.TryGetValue(identifier, out var answer) ? answer(args ?? []) : Task.FromResult<object?>(default(TValue));
        // Announced only now, so that whoever waits for the call finds what its answer did.
        _calls.Writer.TryWrite((identifier, args ?? []));
        return await answering.WaitAsync(cancellationToken) is TValue result ? result : default!;
    }

    public ValueTask DisposeAsync()
    {
        _calls.Writer.TryWrite((Release, []));
        return default;
    }
}
