using DispatchMap.Core.MyCarTracks;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Rest;

public sealed class GroupListTests : IAsyncDisposable
{
    private readonly ClientRig _rig = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("/vehicleGroups")]
    [InlineData("/vehicle-groups")]
    [InlineData("/groups")]
    public async Task GetVehicleGroups_AtAnyPath_IsFoundAndRemembered(string known)
    {
        _rig.Vendor.Answer(request => !request.Path.StartsWith($"/services/rest/v3{known}?", StringComparison.Ordinal) ? FakeVendor.Status(404)
            : FakeVendor.Json(request.Path.Contains("offset", StringComparison.Ordinal) ? "[]" : "[{\"id\":10,\"name\":\"West\"}]"));

        await _rig.Client.GetVehicleGroupsAsync(Cancel).Soon();
        var before = _rig.Vendor.Paths.Count();
        var groups = await _rig.Client.GetVehicleGroupsAsync(Cancel).Soon();

        Assert.Equal([new VehicleGroup(10, "West")], groups!.Items);
        Assert.All(_rig.Vendor.Paths.Skip(before), path => Assert.Contains(known + "?", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetVehicleGroups_NoSuchList_IsNull()
    {
        _rig.Vendor.Answer(_ => FakeVendor.Status(404));

        Assert.Null(await _rig.Client.GetVehicleGroupsAsync(Cancel).Soon());
        Assert.Equal(3, _rig.Vendor.Paths.Count());
    }

    [Fact]
    public async Task GetVehicleGroups_Forbidden_IsNoProofOfAbsence()
    {
        _rig.Vendor.Answer(_ => FakeVendor.Status(403));

        Assert.Equal(UpstreamFailure.Forbidden, (await ClientRig.FailsAsync(_rig.Client.GetVehicleGroupsAsync(Cancel))).Failure);
    }
}
