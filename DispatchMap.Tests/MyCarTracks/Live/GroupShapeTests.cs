using DispatchMap.Core.Groups;
using DispatchMap.Simulator;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Live;

public sealed class GroupShapeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GroupPath.VehicleGroups, GroupMembership.OnGroup)]
    [InlineData(GroupPath.VehicleGroupsDashed, GroupMembership.OnGroup)]
    [InlineData(GroupPath.Groups, GroupMembership.OnGroup)]
    [InlineData(GroupPath.VehicleGroups, GroupMembership.OnVehicle)]
    [InlineData(GroupPath.VehicleGroups, GroupMembership.OnVehicleSingle)]
    public async Task Groups_WhereverTheyAre_HaveTheirMembers(GroupPath path, GroupMembership membership)
    {
        await using var rig = await StartAsync(path, membership);

        var groups = await rig.Groups.GetAsync(Cancel).Soon();

        Assert.Equal(4, groups.Groups.Length);
        Assert.All(groups.Groups, group => Assert.Equal(groups.Members[group.GroupId].Count, group.VehicleCount));
        Assert.InRange(groups.Groups.Sum(group => group.VehicleCount!.Value), 50, 62);
    }

    [Fact]
    public async Task Groups_MembersNowhere_AreUnknown()
    {
        await using var rig = await StartAsync(GroupPath.VehicleGroups, GroupMembership.Nowhere);

        var groups = await rig.Groups.GetAsync(Cancel).Soon();

        Assert.Equal(4, groups.Groups.Length);
        Assert.All(groups.Groups, group => Assert.Null(group.VehicleCount));
        Assert.Empty(groups.Members);
    }

    [Fact]
    public async Task Groups_NoSuchList_IsNone()
    {
        await using var rig = await StartAsync(GroupPath.Absent, GroupMembership.OnVehicle);

        Assert.Same(VehicleGroups.None, await rig.Groups.GetAsync(Cancel).Soon());
    }

    private static Task<LiveRig> StartAsync(GroupPath path, GroupMembership membership) =>
        LiveRig.StartAsync(new SimulatorOptions { Shape = new ListShape { Groups = path, Membership = membership } });
}
