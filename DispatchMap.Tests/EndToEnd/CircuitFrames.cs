using System.Text;
using DispatchMap.Core.Frames;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>What a browser was told, taken out of everything that came over its circuit.</summary>
internal sealed class CircuitFrames
{
    /// <summary>MessagePack's marks of a byte array, and how many bytes of length follow each.</summary>
    private static readonly Dictionary<byte, int> Marks = new() { [0xc4] = 1, [0xc5] = 2, [0xc6] = 4 };

    /// <summary>Size and question before each frame (docs/map-module.md).</summary>
    private const int Envelope = 5;

    private CircuitFrames(string text, IReadOnlyList<Frame> frames) => (Text, Frames) = (text, frames);

    /// <summary>All of it as text.</summary>
    public string Text { get; }

    public IReadOnlyList<Frame> Frames { get; }

    public IEnumerable<FrameText> Texts => Frames.SelectMany(frame => frame.Texts);

    public IEnumerable<(double Latitude, double Longitude)> Positions
    {
        get
        {
            var browser = new FrameReplica();
            foreach (var frame in Frames.Where(browser.Apply))
            {
                foreach (var slot in frame.Records.Select(record => record.Slot).Concat(frame.Moves.Select(move => move.Slot)))
                    yield return (browser.Records[slot].LatitudeE6 / 1e6, browser.Records[slot].LongitudeE6 / 1e6);
            }
        }
    }

    /// <summary>Every byte array that is a frame in its envelope, wherever it stands: frames are strict about their length, so nothing else passes for one.</summary>
    /// <param name="received"><see cref="DeskPage.Received"/>.</param>
    public static CircuitFrames In(string received)
    {
        var bytes = Encoding.Latin1.GetBytes(received);
        var frames = new List<Frame>();
        for (var at = 0; at < bytes.Length; at++)
        {
            if (Marks.TryGetValue(bytes[at], out var size) && at + 1 + size < bytes.Length)
                Add(frames, bytes.AsSpan(at + 1), size);
        }

        return new(Encoding.UTF8.GetString(bytes), frames);
    }

    private static void Add(List<Frame> frames, ReadOnlySpan<byte> rest, int size)
    {
        long length = 0;
        for (var i = 0; i < size; i++)
            length = length << 8 | rest[i];
        if (length < Envelope + FrameHeader.Size || length > rest.Length - size || rest[size + Envelope] != FrameHeader.Format)
            return;
        try
        {
            frames.Add(FrameReader.Read(rest.Slice(size, (int)length)[Envelope..]));
        }
        catch (InvalidDataException)
        {
            // Some other bytes.
        }
    }
}
