using System.Globalization;
using System.Web;
using DispatchMap.Core.MyCarTracks;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Rest;

public sealed class PagingTests : IAsyncDisposable
{
    private readonly ClientRig _rig = new();
    private readonly List<long> _fleet = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("offset", 0)]
    [InlineData("offset", 1)]
    [InlineData("offset", 49)]
    [InlineData("offset", 50)]
    [InlineData("offset", 51)]
    [InlineData("offset", 230)]
    [InlineData("page", 0)]
    [InlineData("page", 50)]
    [InlineData("page", 51)]
    [InlineData("page", 230)]
    [InlineData("none", 0)]
    [InlineData("none", 230)]
    public async Task Read_HoweverTheServerPages_BringsEveryVehicleOnce(string style, int vehicles)
    {
        Serve(style, vehicles, cap: style == "none" ? int.MaxValue : 50);

        for (var round = 0; round < 2; round++)
        {
            var asked = _rig.Vendor.Paths.Count();
            var listing = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

            Assert.Equal(_rig.Vendor.Paths.Count() - asked, listing.Requests);
            Assert.Equal(_fleet, listing.Items.Select(v => v.VehicleId).Order());
            Assert.True(listing.Complete);
        }
    }

    [Fact]
    public async Task Read_PagingByPage_IsRemembered()
    {
        Serve("page", 120, cap: 50);
        await _rig.Client.GetVehiclesAsync(Cancel).Soon();
        var first = _rig.Vendor.Paths.Count();

        await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal(first - 1, _rig.Vendor.Paths.Count() - first);
        Assert.DoesNotContain("offset", string.Concat(_rig.Vendor.Paths.Skip(first)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120, false)]
    [InlineData(50, true)]
    public async Task Read_SameFirstPageForever_IsCompleteUnlessTheTotalSaysMore(int total, bool complete)
    {
        Serve("none", 50, cap: 50, total: _ => total);

        var listing = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal((50, complete), (listing.Items.Count, listing.Complete));
        Assert.Equal(3, _rig.Vendor.Paths.Count());
    }

    [Fact]
    public async Task Read_ExactlyAsManyAsAskedForAndNoPaging_IsIncomplete()
    {
        Serve("none", 5000, cap: 1000);

        var listing = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal((1000, false), (listing.Items.Count, listing.Complete));
    }

    [Fact]
    public async Task Read_TotalCountsOnePageOnly_ReadsOnAllTheSame()
    {
        Serve("offset", 120, cap: 50, total: _ => 50);

        Assert.Equal(120, (await _rig.Client.GetVehiclesAsync(Cancel).Soon()).Items.Count);
    }

    [Fact]
    public async Task Read_OverlappingPages_BringEveryVehicleOnce()
    {
        Serve("offset", 120, cap: 50);
        var serve = _rig.Vendor.OnRest;
        _rig.Vendor.OnRest = async (request, cancellationToken) =>
        {
            // A vehicle joins at the front while we read, and pushes one from each page to the next.
            var reply = await serve(request, cancellationToken);
            _fleet.Insert(0, _fleet.Count + 1);
            return reply;
        };

        var listing = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal(120, listing.Items.Select(v => v.VehicleId).Intersect(Enumerable.Range(1, 120).Select(id => (long)id)).Count());
    }

    [Fact]
    public async Task Read_VehicleLeavesMeanwhile_IsIncompleteAsAnotherWasPassedOver()
    {
        Serve("offset", 120, cap: 50, total: _ => _fleet.Count);
        var serve = _rig.Vendor.OnRest;
        _rig.Vendor.OnRest = async (request, cancellationToken) =>
        {
            var reply = await serve(request, cancellationToken);
            _fleet.Remove(1);
            return reply;
        };

        var first = await _rig.Client.GetVehiclesAsync(Cancel).Soon();
        var second = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.False(first.Complete);
        Assert.Equal((_fleet.Count, true), (second.Items.Count, second.Complete));
    }

    [Fact]
    public async Task Read_TotalCountsThePage_IsComplete()
    {
        Serve("offset", 120, cap: 50, total: onPage => onPage);

        Assert.True((await _rig.Client.GetVehiclesAsync(Cancel).Soon()).Complete);
    }

    [Theory]
    [InlineData(403, null)]
    [InlineData(404, null)]
    [InlineData(200, UpstreamFailure.BadReply)]
    public async Task Read_LaterPageFails_IsIncompleteAndSaysWhetherAnotherAttemptMayBringMore(int status, UpstreamFailure? failure)
    {
        Serve("offset", 120, cap: 50);
        var serve = _rig.Vendor.OnRest;
        _rig.Vendor.OnRest = (request, cancellationToken) => request.Path.Contains("offset=100", StringComparison.Ordinal)
            ? Task.FromResult(status == 200 ? FakeVendor.Json("Out of order.") : FakeVendor.Status(status))
            : serve(request, cancellationToken);

        var listing = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal((100, false, failure), (listing.Items.Count, listing.Complete, listing.Failure?.Failure));
    }

    [Fact]
    public async Task Read_ItemNotUnderstood_IsIncompleteAndCounted()
    {
        _rig.Vendor.Answer(request => FakeVendor.Json(
            request.Path.Contains("offset", StringComparison.Ordinal) ? "[]" : """[{"id":1},{"name":"who?"},{"id":2,"lat":99,"lng":1}]"""));

        var listing = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal((2, false, 2), (listing.Items.Count, listing.Complete, listing.Rejected));
    }

    [Fact]
    public async Task Read_EndlessNewVehicles_StopsAtTheBound()
    {
        var next = 1L;
        _rig.Vendor.Answer(_ => FakeVendor.Json($"[{string.Join(',', Enumerable.Range(0, 20_000).Select(_ => $"{{\"id\":{next++}}}"))}]"));

        var listing = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.InRange(listing.Items.Count, 250_000, 270_000);
        Assert.False(listing.Complete);
    }

    [Fact]
    public async Task Read_LimitRefused_AsksForTheVendorsOwnAndRemembers()
    {
        Serve("offset", 70, cap: 50);
        var serve = _rig.Vendor.OnRest;
        _rig.Vendor.OnRest = (request, cancellationToken) => request.Path.Contains("limit=50", StringComparison.Ordinal)
            ? serve(request, cancellationToken)
            : Task.FromResult(FakeVendor.Status(400));

        Assert.Equal(70, (await _rig.Client.GetVehiclesAsync(Cancel).Soon()).Items.Count);
        Assert.Equal(70, (await _rig.Client.GetVehiclesAsync(Cancel).Soon()).Items.Count);
        Assert.Single(_rig.Vendor.Paths, path => path.Contains("limit=1000", StringComparison.Ordinal));
    }

    private void Serve(string style, int vehicles, int cap, Func<int, int>? total = null)
    {
        _fleet.AddRange(Enumerable.Range(1, vehicles).Select(id => (long)id));
        _rig.Vendor.Answer(request =>
        {
            var query = HttpUtility.ParseQueryString(new Uri("https://x" + request.Path).Query);
            var size = Math.Min(cap, int.Parse(query["limit"]!, CultureInfo.InvariantCulture));
            if (cap == int.MaxValue)
                size = cap;
            var asked = int.Parse(query[style] ?? "0", CultureInfo.InvariantCulture);
            string[] items = [.. _fleet.Skip(style == "page" ? asked * size : asked).Take(size).Select(id => $"{{\"id\":{id}}}")];
            var envelope = $"\"data\":[{string.Join(',', items)}]";
            return FakeVendor.Json(total is null ? $"{{{envelope}}}" : $"{{{envelope},\"total\":{total(items.Length)}}}");
        });
    }
}
