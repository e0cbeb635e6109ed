using System.Buffers.Binary;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>Cuts what a stream brings into the frames that the server put into it (docs/map-module.md). Copies only frames that come in pieces.</summary>
internal sealed class FrameCutter(FrameCutter.Take take)
{
    private const int EnvelopeSize = 5;

    private byte[] _rest = [];

    internal delegate void Take(ReadOnlySpan<byte> frame, bool asked);

    public void Add(ReadOnlySpan<byte> chunk)
    {
        var bytes = _rest.Length == 0 ? chunk : [.. _rest, .. chunk];
        while (bytes.Length >= EnvelopeSize && BinaryPrimitives.ReadInt32LittleEndian(bytes) is var size && bytes.Length - EnvelopeSize >= size)
        {
            take(bytes.Slice(EnvelopeSize, size), bytes[EnvelopeSize - 1] == 1);
            bytes = bytes[(EnvelopeSize + size)..];
        }

        _rest = bytes.ToArray();
    }
}
