using CsCheck;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Wire;
using DispatchMap.Tests.Faults;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

/// <summary>Whatever arrives, the parser answers, and what it calls a position is one.</summary>
public sealed class StreamEventFuzzTests
{
    [Fact]
    public void Parse_RandomBytes_NeverThrows() => Check(HostileMessages.Random);

    [Fact]
    public void Parse_TruncatedMessages_NeverThrows() => Check(HostileMessages.Truncated);

    [Fact]
    public void Parse_MutatedMessages_NeverThrows() => Check(HostileMessages.Mutated);

    [Fact]
    public void Parse_SplicedMessages_NeverThrows() => Check(HostileMessages.Spliced);

    private static void Check(Gen<byte[]> messages)
    {
        var parsers = new ThreadLocal<StreamEventParser>(static () => new StreamEventParser());
        messages.Sample(bytes => IsSound(parsers.Value!.Parse(bytes)), iter: HostileMessages.Cases / 4);
    }

    private static bool IsSound(StreamEvent parsed) => parsed.Kind switch
    {
        StreamEventKind.Position => parsed.Report is { VehicleId: > 0, Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 }
            && parsed.Report.RecordedAt.Year is >= 2000 and < 2100
            && parsed.Report.SpeedKmh is null or (>= 0 and <= ReportMapper.MaxSpeedKmh)
            && parsed.Report.HeadingDegrees is null or (>= 0 and < 360)
            && parsed.Report.VehicleName is null or { Length: > 0 and <= WireText.MaxLength },
        StreamEventKind.Offline => parsed.VehicleId > 0,
        StreamEventKind.Invalid => parsed.Code is not null && parsed.Report == default,
        _ => true,
    };
}
