using System.Text;
using System.Text.RegularExpressions;

namespace DispatchMap.Tests.Web.Entry;

/// <summary>Reads the set-up token off the console, of the server that was started meanwhile and of no other.</summary>
internal sealed partial class ConsoleToken : IDisposable
{
    private static readonly AsyncLocal<ConsoleToken?> Current = new();
    private static readonly Lazy<bool> Listening = new(() =>
    {
        Console.SetOut(TextWriter.Synchronized(new Listener(Console.Out)));
        return true;
    });

    private readonly TaskCompletionSource<string> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> SeenAsync() => _seen.Task.Soon();

    public static ConsoleToken Capture()
    {
        _ = Listening.Value;
        return Current.Value = new();
    }

    public void Dispose() => Current.Value = null;

    [GeneratedRegex("enter the token (\\S+)")]
    private static partial Regex Token();

    private sealed class Listener(TextWriter inner) : TextWriter
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => inner.Write(value);

        public override void WriteLine(string? value)
        {
            if (Current.Value is { } capture && Token().Match(value ?? "") is { Success: true } match)
                capture._seen.TrySetResult(match.Groups[1].Value);
            inner.WriteLine(value);
        }
    }
}
