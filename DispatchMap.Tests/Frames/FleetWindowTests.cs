using DispatchMap.Core.Frames;
using DispatchMap.Tests.Fleet;
using Xunit;
using static DispatchMap.Tests.Fleet.FleetKit;

namespace DispatchMap.Tests.Frames;

public sealed class FleetWindowTests
{
    private static readonly MapArea West = new(0, 0, 10, 9.5);
    private static readonly MapArea East = new(0, 9.6, 10, 20);
    private readonly FleetKit _kit = new();
    private readonly FleetWindow _window = new();
    private readonly FrameBrowser _browser = new();

    public FleetWindowTests()
    {
        for (var id = 0; id < 20; id++)
            _kit.Apply(Report(id, latitude: 5, longitude: id));
        _kit.Fleet.ApplyEntry(new(20, "Never seen"), Noon);
        _kit.Fleet.Publish();
    }

    [Fact]
    public void Encode_NobodyLooksAnywhere_TellsOnlyHowManyThereAre()
    {
        Update();

        Assert.Equal((21, 0, 0), (_browser.Vehicles, _browser.Texts.Count, _browser.Records.Count));
    }

    [Fact]
    public void Encode_Area_HoldsWhatIsThereAndWhatIsSelected()
    {
        _window.LookAt(West, [15, 20]);
        Update();

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 20], Held);
    }

    [Fact]
    public void Encode_LooksElsewhere_LeavesTheOldAndBringsTheNewAtOnce()
    {
        _window.LookAt(West, []);
        Update();
        _window.LookAt(East, [3]);
        Update();

        Assert.Equal([3, .. Enumerable.Range(10, 10)], Held);
        Assert.Empty(_kit.Fleet.EncodeSince(_browser.Epoch, _browser.Version, _window));
    }

    [Fact]
    public void Encode_VehicleDrivesInAndOut_ComesAndGoes()
    {
        _window.LookAt(West, []);
        Update();
        _kit.Apply(Report(12, 1, latitude: 5, longitude: 9));
        _kit.Apply(Report(3, 1, latitude: 5, longitude: 12));
        _kit.Fleet.Publish();
        Update();

        Assert.Equal([0, 1, 2, 4, 5, 6, 7, 8, 9, 12], Held);
    }

    [Fact]
    public void Encode_NewsOutOfSight_CostNothingButAVersion()
    {
        _window.LookAt(West, []);
        Update();
        for (var id = 10; id < 20; id++)
            _kit.Apply(Report(id, 1, latitude: 5, longitude: id));
        _kit.Fleet.Publish();

        var frame = FrameReader.Read(Assert.Single(_kit.Fleet.EncodeSince(_browser.Epoch, _browser.Version, _window)));

        Assert.Equal(default, frame.Header.Counts);
        Assert.Equal(_kit.Fleet.Version, frame.Header.ToVersion);
    }

    [Fact]
    public void Encode_SnapshotAfterALostFrame_StartsFromNothing()
    {
        _window.LookAt(West, []);
        Update();
        _window.LookAt(East, []);
        _kit.Fleet.EncodeSince(_browser.Epoch, _browser.Version, _window);

        var fresh = new FrameBrowser();
        fresh.Update(_kit.Fleet, _window);

        Assert.Equal(Enumerable.Range(10, 10), fresh.Texts.Values.Select(text => (int)text.VehicleId));
    }

    [Fact]
    public void Encode_VehicleLostWhileMoving_IsHeldWhereverItIsUntilItIsBack()
    {
        _window.LookAt(West, []);
        Update();
        _kit.Fleet.ApplyOffline(15, Noon);
        _kit.Fleet.Publish();
        Update();
        Assert.Equal([.. Enumerable.Range(0, 10), 15], Held);

        _kit.Apply(Report(15, 1, latitude: 5, longitude: 15));
        _kit.Fleet.Publish();
        Update();
        Assert.Equal(Enumerable.Range(0, 10), Held);
    }

    [Fact]
    public void Encode_MoreLostThanAnyoneLooksThrough_AreHeldWhereTheyAreSeenOnly()
    {
        for (var id = 1000; id < 1000 + FleetWindow.MaxAlerting; id++)
        {
            _kit.Apply(Report(id, latitude: 5, longitude: 15));
            _kit.Fleet.ApplyOffline(id, Noon);
        }

        _kit.Fleet.Publish();
        _window.LookAt(West, []);
        Update();
        Assert.Equal(10 + FleetWindow.MaxAlerting, Held.Count());

        _kit.Fleet.ApplyOffline(15, Noon);
        _kit.Fleet.Publish();
        Update();
        Assert.Equal(Enumerable.Range(0, 10), Held);

        _kit.Apply(Report(1000, 1, latitude: 5, longitude: 15));
        _kit.Fleet.Publish();
        Update();
        Assert.Equal([.. Enumerable.Range(0, 10), 15, .. Enumerable.Range(1001, FleetWindow.MaxAlerting - 1)], Held);
    }

    [Fact]
    public void Encode_MoreThanOneFrameShouldBring_ComesInSeveral()
    {
        for (var id = 100; id < 9_100; id++)
            _kit.Apply(Report(id, latitude: 6, longitude: 5));
        _kit.Fleet.Publish();
        _window.LookAt(West, []);

        var frames = _kit.Fleet.EncodeSince(0, 0, _window);

        Assert.Equal(3, frames.Count);
        Assert.All(frames, frame => Assert.True(_browser.Apply(frame)));
        Assert.Equal(9_010, _browser.Records.Count);
    }

    [Fact]
    public void Encode_TwoWhoSeeTheWholeFleet_AreToldTheSameFrames()
    {
        var (other, others) = (new FleetWindow(), new FrameBrowser());
        _window.LookAt(new(0, 0, 10, 20), [3]);
        other.LookAt(new(-50, -100, 50, 100), [15]);
        UpdateBothWithTheSame(other, others);

        _kit.Apply(Report(12, 1, latitude: 5, longitude: 12.5));
        _kit.Fleet.Publish();
        UpdateBothWithTheSame(other, others);
        Assert.Equal(_browser.Records, others.Records);

        // Out of the sight of one of them.
        _kit.Apply(Report(12, 2, latitude: 5, longitude: 30));
        _kit.Fleet.Publish();
        Update();
        others.Update(_kit.Fleet, other);
        Assert.Equal(Enumerable.Range(0, 20).Except([12]), Held);
        Assert.Equal(20, others.Texts.Count);
    }

    [Fact]
    public void Encode_SameAreaButAnotherSelected_IsToldApart()
    {
        var (other, others) = (new FleetWindow(), new FrameBrowser());
        _window.LookAt(West, [15]);
        other.LookAt(West, []);
        Update();
        others.Update(_kit.Fleet, other);

        // From now on both see it, but only one has been told its name.
        _kit.Apply(Report(15, 1, latitude: 5, longitude: 5));
        _kit.Fleet.Publish();
        Update();
        others.Update(_kit.Fleet, other);

        Assert.Contains(15, Held);
        Assert.Equal(_browser.Texts, others.Texts);
        Assert.Equal(_browser.Records, others.Records);
    }

    [Fact]
    public void Encode_LooksElsewhereAndStillSeesTheWholeFleet_IsToldNothing()
    {
        _window.LookAt(new(0, 0, 10, 20), []);
        Update();
        _window.LookAt(new(-20, -20, 20, 40), [7]);

        Assert.Empty(_kit.Fleet.EncodeSince(_browser.Epoch, _browser.Version, _window));
        Assert.False(_window.HasMoved);
    }

    [Fact]
    public void Encode_VehicleBackFromNowhere_IsForgottenToHaveBeenThere()
    {
        _kit.Apply(Report(0, 1, latitude: -60, longitude: -170));
        _kit.Fleet.Publish();
        for (var second = 2; second < 120; second++)
        {
            _kit.Apply(Report(0, second, latitude: 5, longitude: second / 100.0));
            _kit.Fleet.Publish();
        }

        var other = new FleetWindow();
        _window.LookAt(new(0, 0, 10, 20), []);
        other.LookAt(new(-50, -100, 50, 100), []);
        UpdateBothWithTheSame(other, new());
    }

    /// <summary>Of 2,000 with news each window is told a few: it must not have to find out anew who they are.</summary>
    [Fact]
    public void Encode_ManyWhoLookApart_LookThroughOneListOfTheNews()
    {
        var windows = Enumerable.Range(0, 9).Select(west => LookingAt(new(0, west, 10, west + 1.5))).ToArray();
        Assert.Equal(0, Enumerable.Range(1, 5).Min(Allocated) / 2000);

        long Allocated(int second)
        {
            var since = _kit.Fleet.Version;
            for (var id = 0; id < 2000; id++)
                _kit.Apply(Report(id, second, latitude: 5, longitude: id < 20 ? id : 100));
            _kit.Fleet.Publish();
            _kit.Fleet.EncodeSince(_kit.Fleet.Epoch, since, windows[0]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var window in windows[1..])
                Assert.Single(_kit.Fleet.EncodeSince(_kit.Fleet.Epoch, since, window));
            return (GC.GetAllocatedBytesForCurrentThread() - before) / windows.Length;
        }

        FleetWindow LookingAt(MapArea area)
        {
            var window = new FleetWindow();
            window.LookAt(area, []);
            _kit.Fleet.EncodeSince(0, 0, window);
            return window;
        }
    }

    private void UpdateBothWithTheSame(FleetWindow other, FrameBrowser others)
    {
        var frames = _kit.Fleet.EncodeSince(_browser.Epoch, _browser.Version, _window);
        Assert.NotEmpty(frames);
        Assert.Same(frames, _kit.Fleet.EncodeSince(others.Epoch, others.Version, other));
        Assert.All(frames, frame => Assert.True(_browser.Apply(frame) && others.Apply(frame)));
    }

    private IEnumerable<int> Held => _browser.Texts.Values.Select(text => (int)text.VehicleId).Order();

    private void Update() => _browser.Update(_kit.Fleet, _window);
}
