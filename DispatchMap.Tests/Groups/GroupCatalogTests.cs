using DispatchMap.Core.Feeds;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.Groups;

public sealed class GroupCatalogTests
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly Vendor _vendor = new();
    private readonly FakeTimeProvider _time = new();
    private readonly GroupCatalog _catalog;

    public GroupCatalogTests() => _catalog = new GroupCatalog(_vendor, MaxAge, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_NoSuchList_IsNone()
    {
        _vendor.Groups = () => null;

        Assert.Same(VehicleGroups.None, await GetAsync());
        Assert.Equal((1, 0), (_vendor.GroupReads, _vendor.VehicleReads));
    }

    [Fact]
    public async Task GetAsync_MembersOnTheGroups_NeedsNoVehicles()
    {
        _vendor.Groups = () => new([new(20, "West", [1, 2]), new(10, "East", [])], Complete: true);

        var groups = await GetAsync();

        Assert.Equal([new GroupSummary(10, "East", 0), new GroupSummary(20, "West", 2)], groups.Groups);
        Assert.Equal([1, 2], groups.Members[20].Order());
        Assert.Equal(0, _vendor.VehicleReads);
    }

    [Fact]
    public async Task GetAsync_MembersOnTheVehicles_AreMerged()
    {
        _vendor.Groups = () => new([new(10, "East", [9]), new(20, "West"), new(30, "Empty")], Complete: true);
        _vendor.Vehicles = () => new([new(1, GroupIds: [20, 10]), new(2, GroupIds: [20, 99]), new(3)], Complete: true);

        var groups = await GetAsync();

        Assert.Equal([9], groups.Members[10]);
        Assert.Equal([1, 2], groups.Members[20].Order());
        Assert.Empty(groups.Members[30]);
        Assert.Equal([10, 20, 30], groups.Members.Keys.Order());
    }

    [Fact]
    public async Task GetAsync_NobodyKnowsTheMembers_SaysUnknown()
    {
        _vendor.Groups = () => new([new(10, "East")], Complete: true);
        _vendor.Vehicles = () => new([new(1), new(2)], Complete: true);

        var groups = await GetAsync();

        Assert.Equal([new GroupSummary(10, "East", null)], groups.Groups);
        Assert.Empty(groups.Members);
    }

    [Fact]
    public async Task GetAsync_WithinFiveMinutes_ReadsOnce()
    {
        await GetAsync();
        _time.Advance(TimeSpan.FromSeconds(299));
        await GetAsync();
        Assert.Equal(1, _vendor.GroupReads);

        _time.Advance(TimeSpan.FromSeconds(1));
        await GetAsync();
        Assert.Equal(2, _vendor.GroupReads);
    }

    [Theory]
    [InlineData(true, 5 * 60)]
    [InlineData(false, 30)]
    public async Task GetAsync_MembersTakeManyRequests_ServesForSoMuchLonger(bool complete, int seconds)
    {
        _vendor.Groups = () => new([new(10, "East")], Complete: true);
        _vendor.Vehicles = () => new([new(1, GroupIds: [10])], complete) { Requests = 99 };
        await GetAsync();

        _time.Advance(10 * TimeSpan.FromSeconds(seconds) - TimeSpan.FromSeconds(1));
        await GetAsync();
        Assert.Equal(1, _vendor.VehicleReads);

        _time.Advance(TimeSpan.FromSeconds(1));
        await GetAsync();
        Assert.Equal(2, _vendor.VehicleReads);
    }

    [Fact]
    public async Task GetAsync_ReadingTakesAWhileAndTheNextOneFails_IsAsOldAsTheBeginOfTheFirst()
    {
        var begun = _time.GetTimestamp();
        _vendor.Groups = () =>
        {
            _time.Advance(TimeSpan.FromSeconds(7));
            return new([new(10, "East", [1])], Complete: true);
        };
        Assert.Equal(begun, (await GetAsync()).ReadAt);

        _time.Advance(MaxAge);
        _vendor.Groups = () => throw new UpstreamException(UpstreamFailure.ServerError, "Out of order.");
        Assert.Equal(begun, (await GetAsync()).ReadAt);
    }

    [Fact]
    public async Task GetAsync_ManyAtOnce_ReadOnceAndNobodyTakesItFromTheOthers()
    {
        _vendor.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var impatient = new CancellationTokenSource();
        var first = _catalog.GetAsync(impatient.Token);
        var others = Enumerable.Range(0, 20).Select(_ => _catalog.GetAsync(Cancel)).ToArray();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Soon());
        _vendor.Gate.SetResult();
        await Task.WhenAll(others).Soon();

        Assert.Equal(1, _vendor.GroupReads);
    }

    [Fact]
    public async Task GetAsync_NeverReadAndFails_ThrowsAndAsksAgain()
    {
        _vendor.Groups = () => throw Down();
        await Assert.ThrowsAsync<UpstreamException>(() => GetAsync());

        _vendor.Groups = () => new([new(10, "East", [])], Complete: true);
        Assert.Single((await GetAsync()).Groups);
    }

    [Theory]
    [InlineData("groups fail")]
    [InlineData("groups incomplete")]
    [InlineData("vehicles fail")]
    [InlineData("vehicles incomplete")]
    public async Task GetAsync_ReReadingGoesWrong_KeepsTheLastGoodOne(string what)
    {
        _vendor.Groups = () => new([new(10, "East")], Complete: true);
        _vendor.Vehicles = () => new([new(1, GroupIds: [10])], Complete: true);
        var good = await GetAsync();
        _time.Advance(MaxAge);

        switch (what)
        {
            case "groups fail": _vendor.Groups = () => throw Down(); break;
            case "groups incomplete": _vendor.Groups = () => new([], Complete: false); break;
            case "vehicles fail": _vendor.Vehicles = () => throw Down(); break;
            default: _vendor.Vehicles = () => new([], Complete: false); break;
        }

        Assert.Same(good, await GetAsync());
        Assert.Same(good, await GetAsync());
        Assert.Equal(2, _vendor.GroupReads);
        _time.Advance(MaxAge / 10);
        await GetAsync();
        Assert.Equal(3, _vendor.GroupReads);
    }

    [Fact]
    public async Task GetAsync_FirstReadingIsPartial_IsUsedAndSoonReadAgain()
    {
        _vendor.Groups = () => new([new(10, "East")], Complete: true);
        _vendor.Vehicles = () => throw Down();

        Assert.Equal([new GroupSummary(10, "East", null)], (await GetAsync()).Groups);
        _vendor.Vehicles = () => new([new(1, GroupIds: [10])], Complete: true);
        _time.Advance(MaxAge / 10);

        Assert.Equal([new GroupSummary(10, "East", 1)], (await GetAsync()).Groups);
    }

    private static UpstreamException Down() => new(UpstreamFailure.Unreachable, "down");

    private Task<VehicleGroups> GetAsync() => _catalog.GetAsync(Cancel).Soon();

    private sealed class Vendor : IMyCarTracksClient
    {
        public Func<Listing<VehicleGroup>?> Groups { get; set; } = () => new([], Complete: true);

        public Func<Listing<VehicleEntry>> Vehicles { get; set; } = () => new([], Complete: true);

        public TaskCompletionSource? Gate { get; set; }

        public int GroupReads { get; private set; }

        public int VehicleReads { get; private set; }

        public async Task<Listing<VehicleGroup>?> GetVehicleGroupsAsync(CancellationToken cancellationToken)
        {
            GroupReads++;
            if (Gate is { } gate)
                await gate.Task.WaitAsync(cancellationToken);
            return Groups();
        }

        public Task<Listing<VehicleEntry>> GetVehiclesAsync(CancellationToken cancellationToken)
        {
            VehicleReads++;
            return Task.FromResult(Vehicles());
        }

        public Task<Listing<VehicleEntry>> GetLastPositionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<LiveStream> CreateStreamAsync(Scope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IStreamSession> ConnectAsync(LiveStream stream, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
