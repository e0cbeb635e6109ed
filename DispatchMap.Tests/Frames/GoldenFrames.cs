using DispatchMap.Core.Fleet;
using DispatchMap.Core.Frames;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Frames;

/// <summary>The frames of the golden files, made from the code as it is now.</summary>
internal static class GoldenFrames
{
    private const uint Epoch = 4_000_000_001;

    public static IReadOnlyDictionary<string, Func<byte[]>> All { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["snapshot-empty"] = () => Only(NewKit().Fleet.EncodeSince(0, 0)),
        ["snapshot-one-chunk"] = () => Only(Demo().Fleet.EncodeSince(0, 0)),
        ["snapshot-first-chunk"] = () => Chunk(FrameFlags.FirstChunk, 0),
        ["snapshot-middle-chunk"] = () => Chunk(FrameFlags.None, 1),
        ["snapshot-last-chunk"] = () => Chunk(FrameFlags.LastChunk, 2),
        ["snapshot-frozen"] = () => After(kit => kit.Fleet.Freeze(FleetKit.Noon.AddSeconds(-12.5)), snapshot: true),
        ["delta-moved"] = () => After(kit => kit.Apply(FleetKit.Report(1, 20, 61.25, 48.15, 17.11) with { HeadingDegrees = 359.97 })),
        ["delta-nothing-but-thawed"] = () => After(kit => kit.Fleet.Thaw()),
        ["delta-renamed"] = () => After(kit => kit.Fleet.ApplyEntry(new(1, "Van 12 (new)", "Jana Nováková"), FleetKit.Noon)),
        ["delta-offline"] = () => After(kit => kit.Fleet.ApplyOffline(1, FleetKit.Noon)),
        ["delta-delayed-keeps-last-motion"] = () => After(kit =>
        {
            kit.Time.Advance(TimeSpan.FromSeconds(100));
            kit.Fleet.RefreshFreshness();
        }),
        ["delta-lost-while-moving"] = () => After(kit =>
        {
            kit.Time.Advance(TimeSpan.FromMinutes(20));
            kit.Fleet.RefreshFreshness();
        }),
        ["delta-many-moved"] = ManyMoved,
        ["delta-moved-round-north"] = () => After(kit =>
        {
            kit.Apply(FleetKit.Report(2, -300) with { HeadingDegrees = 1 });
            kit.Fleet.Publish();
        }, kit => kit.Apply(FleetKit.Report(2, 0) with { HeadingDegrees = 359.9 })),
        ["delta-moved-twice-is-a-record"] = () => After(kit => { }, kit => kit.Apply(FleetKit.Report(1, 1)), kit => kit.Apply(FleetKit.Report(1, 2))),
        ["partial-first"] = () => Partial(new MapArea(48.14, 17, 48.16, 17.15)),
        ["partial-left"] = () => Partial(new MapArea(48.14, 17, 48.16, 17.15), new MapArea(48.19, 17.19, 48.21, 17.21)),
        ["delta-removed"] = () => After(Remove),
        ["delta-slot-reused"] = () => After(kit =>
        {
            Remove(kit);
            kit.Apply(FleetKit.Report(99, 3) with { VehicleName = "The new one" });
        }),
        ["delta-unknown-speed-and-heading"] = () => Report(FleetKit.Report(5, 1) with { SpeedKmh = null, HeadingDegrees = null }),
        ["delta-never-seen"] = () => After(kit => kit.Fleet.ApplyEntry(new(6, "Trailer 6"), FleetKit.Noon)),
        ["delta-south-west"] = () => Report(FleetKit.Report(7, 1, 0, -33.856784, -70.000001)),
        ["delta-date-line-east"] = () => Report(FleetKit.Report(8, 1, 0, 90, 180)),
        ["delta-date-line-west"] = () => Report(FleetKit.Report(8, 1, 0, -90, -180)),
        ["delta-fast"] = () => Report(FleetKit.Report(9, 1, 1e9)),
        ["delta-milliseconds"] = () => Report(FleetKit.Report(10, -0.001)),
        ["delta-lag-unknown"] = () => Report(FleetKit.Report(11, 1) with { ReceivedAt = null }),
        ["delta-clock-ahead"] = () => Report(FleetKit.Report(12, 30) with { ReceivedAt = FleetKit.Noon }),
        ["delta-lag-days"] = () => Report(FleetKit.Report(13, -90 * 86_400) with { ReceivedAt = FleetKit.Noon }),
        ["delta-text-not-ascii"] = () => Text("Ľubošov žltý kôň 🚚", "王小明 ‏אבג"),
        ["delta-text-hostile"] = () => Text("<img src=x onerror=\"alert(1)\">\u0000\r\n\u202E", "';--=HYPERLINK(\"x\")\uD800"),
        ["delta-text-cut-between-characters"] = () => Text(new string('a', 398) + "🚚 and more", new string('ž', 300)),
        ["delta-id-largest"] = () => Report(FleetKit.Report((1L << 53) - 1, 1)),
    };

    private static FleetKit NewKit() => new(epoch: Epoch);

    private static FleetKit Demo()
    {
        var kit = NewKit();
        kit.Fleet.ApplyEntry(new(1, "Van 12", "John Smith", null, FleetKit.Report(1, -7.25, 42.5)), FleetKit.Noon);
        kit.Fleet.ApplyEntry(new(2, "Van 2", null, null, FleetKit.Report(2, -600, 0, 48.2, 17.2)), FleetKit.Noon);
        kit.Fleet.ApplyEntry(new(3, "Never seen"), FleetKit.Noon);
        kit.Fleet.Publish();
        return kit;
    }

    private static byte[] Report(VehicleReport report) => After(kit => kit.Apply(report));

    private static byte[] Text(string name, string driver) =>
        After(kit => kit.Apply(FleetKit.Report(4, 1) with { VehicleName = name, UserName = driver }));

    private static byte[] After(Action<FleetKit> change, bool snapshot = false)
    {
        var kit = Demo();
        var version = kit.Fleet.Version;
        change(kit);
        kit.Fleet.Publish();
        return Only(kit.Fleet.EncodeSince(snapshot ? 0 : Epoch, version));
    }

    /// <summary>What a browser is told that was there before the later changes, each of which is a version.</summary>
    private static byte[] After(Action<FleetKit> before, params Action<FleetKit>[] changes)
    {
        var kit = Demo();
        before(kit);
        var version = kit.Fleet.Version;
        foreach (var change in changes)
        {
            change(kit);
            kit.Fleet.Publish();
        }

        return Only(kit.Fleet.EncodeSince(Epoch, version));
    }

    /// <summary>Moves of every size, with and without new states, and vehicles that only change their state.</summary>
    private static byte[] ManyMoved() => After(
        kit =>
        {
            for (var id = 100; id < 160; id++)
                kit.Apply(FleetKit.Report(id, -id, id % 3 == 0 ? 0 : id, 40 + (id / 100.0), id - 170) with { HeadingDegrees = id * 2.25 });
            kit.Fleet.Publish();
        },
        kit =>
        {
            for (var id = 101; id < 160; id += id % 5)
            {
                var far = id % 7 == 0 ? 1 : 0.0005 * (id % 4);
                kit.Apply(FleetKit.Report(id, id % 2 == 0 ? 0 : -0.25 * id / 100, id % 4 == 0 ? 0 : id / 3.0, 40 + (id / 100.0) + far, id - 170 - far)
                    with { HeadingDegrees = id * 7.5 % 360, ReceivedAt = FleetKit.Noon.AddSeconds(id % 11) });
            }

            kit.Fleet.ApplyOffline(100, FleetKit.Noon);
            kit.Fleet.ApplyOffline(130, FleetKit.Noon);
        });

    /// <summary>The last frame of a browser that looks at one area after the other.</summary>
    private static byte[] Partial(params MapArea[] areas)
    {
        var kit = Demo();
        var window = new FleetWindow();
        byte[] last = [];
        foreach (var area in areas)
        {
            window.LookAt(area, [3]);
            last = Only(kit.Fleet.EncodeSince(last.Length == 0 ? 0 : Epoch, kit.Fleet.Version, window));
        }

        return last;
    }

    private static void Remove(FleetKit kit)
    {
        kit.Fleet.BeginRound();
        kit.Fleet.ApplyEntry(new(1), FleetKit.Noon);
        kit.Fleet.ApplyEntry(new(3), FleetKit.Noon);
        kit.Fleet.RemoveMissing(kit.Fleet.Round);
    }

    private static byte[] Chunk(FrameFlags flags, int number)
    {
        var writer = new FrameWriter();
        writer.Begin(new(FrameKind.Snapshot, flags, Epoch, 0, 41, FleetKit.Noon.ToUnixTimeMilliseconds(), 6, default));
        for (var slot = number * 2; slot < number * 2 + 2; slot++)
        {
            writer.AddText(new(slot, 100 + slot, $"Van {slot}", ""));
        }

        for (var slot = number * 2; slot < number * 2 + 2; slot++)
        {
            writer.AddRecord(new(
                slot, 48_148_600 + slot, 17_107_700, 1_780_315_200_250, 425, 900, new(Connection.Live, Motion.Moving, Motion.Moving), true, 30));
        }

        return writer.End();
    }

    private static byte[] Only(IReadOnlyList<byte[]> frames) => Assert.Single(frames);
}
