using System.Buffers.Binary;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Benchmarks.Encode;

/// <summary>The plainest useful binary row: 24 bytes for each changed vehicle, whatever the browser holds.</summary>
internal static class PlainRow
{
    public const int Size = 24;

    public static void Write(Span<byte> to, int slot, VehicleRow row)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to, slot);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], (int)Math.Round(row.Latitude * 1e6));
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], (int)Math.Round(row.Longitude * 1e6));
        BinaryPrimitives.WriteUInt32LittleEndian(to[12..], (uint)row.RecordedAt.GetValueOrDefault().ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt16LittleEndian(to[16..], (ushort)Math.Round(row.SpeedKmh.GetValueOrDefault() * 10));
        BinaryPrimitives.WriteUInt16LittleEndian(to[18..], (ushort)Math.Round(row.HeadingDegrees.GetValueOrDefault() * 10));
        to[20] = (byte)row.Connection;
        to[21] = (byte)row.Motion;
        to[22] = (byte)row.LastMotion;
        to[23] = 0;
    }
}
