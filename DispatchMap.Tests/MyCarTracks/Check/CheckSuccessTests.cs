using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Check;

public sealed class CheckSuccessTests
{
    public static TheoryData<ListEnvelope, string?> Envelopes => new()
    {
        { ListEnvelope.Data, "data" }, { ListEnvelope.Items, "items" }, { ListEnvelope.Content, "content" }, { ListEnvelope.Bare, null },
    };

    [Fact]
    public async Task Run_EverythingWell_PassesEachStepAndTellsWhatItFound()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { PageSizeCap = 25 });

        var report = await kit.RunAsync();

        Assert.All(report.Steps, step => Assert.Equal((CheckStepState.Passed, null), (step.State, step.Problem)));
        var found = report.Findings;
        Assert.InRange(found.Token!.Lifetime, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
        Assert.False(found.Token.InForm);
        Assert.Equal((62, 3, 25, PagingStyle.Offset, true), (found.Positions!.Count, found.Positions.Pages, found.Positions.LongestPage, found.Positions.Paging, found.Positions.Complete));
        Assert.Equal(2, found.Positions.WithoutPosition);
        Assert.Equal(("/vehicleGroups", 4, GroupMembers.OnGroup), (found.Groups!.Path, found.Groups.Count, found.Groups.Members));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)), (found.Stream!.Interval, found.Stream.Heartbeat));
        Assert.True(found.Socket!.Connected);
        Assert.NotNull(found.Socket.First);
        Assert.Equal((ContractState.Compared, true), (found.Contract!.State, found.Contract.DescribesPositions));
        Assert.Empty(found.Contract.MissingPaths.Concat(found.Contract.LackingFields).Concat(found.Contract.UnknownFields));
        await kit.Vendor.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
    }

    [Fact]
    public async Task Run_WhileItRuns_ReportsEachChange()
    {
        await using var kit = await CheckKit.StartAsync();

        await kit.RunAsync();

        Assert.All(kit.Reports[0].Steps, step => Assert.Equal(CheckStepState.Waiting, step.State));
        Assert.All(Enum.GetValues<CheckStepKind>(), kind => Assert.Contains(kit.Reports, report =>
            report[kind].State == CheckStepState.Running && report.Steps.Count(step => step.State == CheckStepState.Running) == 1));
        Assert.Contains(kit.Reports, report => report is { Findings.Socket: { Connected: true, First: null } } && report[CheckStepKind.Socket].Limit == TimeSpan.FromSeconds(35));
        Assert.Equal(kit.Reports.Select(report => report.Elapsed).Order(), kit.Reports.Select(report => report.Elapsed));
        Assert.Single(kit.Reports, report => report.IsOver);
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public async Task Run_AnyEnvelope_NamesIt(ListEnvelope envelope, string? name)
    {
        var found = await FindAsync(new ListShape { Envelope = envelope });

        Assert.Equal((62, name), (found.Positions!.Count, found.Positions.Envelope));
    }

    [Theory]
    [InlineData(Paging.Offset, PagingStyle.Offset, 62)]
    [InlineData(Paging.Page, PagingStyle.Page, 62)]
    [InlineData(Paging.None, PagingStyle.None, 25)]
    public async Task Run_AnyPaging_FindsIt(Paging paging, PagingStyle style, int count)
    {
        var found = await FindAsync(new ListShape { Paging = paging, TotalName = "total" });

        Assert.Equal((style, count, 62L), (found.Positions!.Paging, found.Positions.Count, found.Positions.Total));
    }

    [Fact]
    public async Task Run_ListThatCannotBeReadToItsEnd_Warns()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { PageSizeCap = 25, Shape = new ListShape { Paging = Paging.None, TotalName = "total" } });

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepState.Warning, CheckCause.ListNotWhole), (report[CheckStepKind.LastPositions].State, report[CheckStepKind.LastPositions].Problem!.Cause));
        Assert.Null(report.Failed);
    }

    [Theory]
    [InlineData(GroupPath.VehicleGroups, GroupMembership.OnGroup, "/vehicleGroups", GroupMembers.OnGroup)]
    [InlineData(GroupPath.VehicleGroupsDashed, GroupMembership.OnGroup, "/vehicle-groups", GroupMembers.OnGroup)]
    [InlineData(GroupPath.Groups, GroupMembership.OnVehicle, "/groups", GroupMembers.OnVehicle)]
    [InlineData(GroupPath.VehicleGroups, GroupMembership.OnVehicleSingle, "/vehicleGroups", GroupMembers.OnVehicle)]
    public async Task Run_GroupsAnywhere_AreFoundWithTheirMembers(GroupPath path, GroupMembership membership, string foundAt, GroupMembers members)
    {
        var found = await FindAsync(new ListShape { Groups = path, Membership = membership });

        Assert.Equal((foundAt, 4, members), (found.Groups!.Path, found.Groups.Count, found.Groups.Members));
        Assert.InRange(found.Groups.Outside!.Value, 0, 12);
    }

    [Fact]
    public async Task Run_NoGroupList_PassesWithout()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { Shape = new ListShape { Groups = GroupPath.Absent } });

        var report = await kit.RunAsync();

        Assert.Equal(CheckStepState.Passed, report[CheckStepKind.Groups].State);
        Assert.Equal(new GroupFindings(null), report.Findings.Groups);
    }

    [Fact]
    public async Task Run_MembersNowhere_Warns()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { Shape = new ListShape { Membership = GroupMembership.Nowhere } });

        var report = await kit.RunAsync();

        Assert.Equal(CheckCause.MembersUnknown, report[CheckStepKind.Groups].Problem!.Cause);
        Assert.Equal((4, GroupMembers.Nowhere, null), (report.Findings.Groups!.Count, report.Findings.Groups.Members, report.Findings.Groups.Outside));
    }

    [Fact]
    public async Task Run_NoVehicles_WarnsAndGoesOn()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { Fleet = FleetSource.Empty });

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepState.Warning, CheckCause.NoVehicles), (report[CheckStepKind.LastPositions].State, report[CheckStepKind.LastPositions].Problem!.Cause));
        Assert.Equal((CheckStepState.Passed, StreamEventKind.Heartbeat), (report[CheckStepKind.Socket].State, report.Findings.Socket!.First));
        Assert.Equal(CheckStepState.Passed, report[CheckStepKind.Fields].State);
    }

    [Fact]
    public async Task Run_Heartbeat_TellsTheVendorsClock()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { Fleet = FleetSource.Empty });
        var beat = kit.Rig.Time.GetUtcNow().AddSeconds(12);
        kit.WhenConnected = () =>
        {
            beat = kit.Rig.Time.GetUtcNow().AddSeconds(12);
            kit.Vendor.Faults.SendRaw($$"""{"type":"heartbeat","sentAt":"{{beat:O}}"}""");
        };

        var report = await kit.RunAsync();

        Assert.InRange(report.Findings.ClockOffset!.Value.TotalSeconds, 5, 12.1);
    }

    [Fact]
    public async Task Run_CredentialsAsFormOnly_FindsThat()
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.FormCredentialsOnly = true;

        Assert.True((await kit.RunAsync()).Findings.Token!.InForm);
    }

    [Fact]
    public async Task Run_StrangeFields_AreNamedWithoutTheirValues()
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { Shape = new ListShape { Position = PositionNesting.LastPosition, Coordinates = CoordinateNames.LatLng } });
        kit.WhenConnected = () => kit.Vendor.Faults.SendRaw(
            """{"type":"heartbeat","sentAt":"2026-06-01T14:00:00Z","fuel":"half-full","<b>evil</b>":1,"ignition":{"deep":true}}""");

        var report = await kit.RunAsync();

        var positions = report.Findings.Fields.Single(fields => fields.Source == FieldSource.LastPositions);
        Assert.Contains("lastPosition.lat", positions.Recognised);
        var events = report.Findings.Fields.Single(fields => fields.Source == FieldSource.Events);
        Assert.Equal(["fuel", "ignition"], events.Unrecognised);
        Assert.Equal(1, events.Odd);
        Assert.DoesNotContain("half-full", System.Text.Json.JsonSerializer.Serialize(kit.Reports), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Run_NoApiDescription_IsNoFailure(int status)
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Fail(ApiCall.OpenApi, HttpFault.Status(status));

        var report = await kit.RunAsync();

        Assert.Equal((CheckStepState.Passed, ContractState.NotReached), (report[CheckStepKind.Contract].State, report.Findings.Contract!.State));
    }

    [Fact]
    public async Task Run_ApiDescriptionWithoutEnd_IsNotRead()
    {
        await using var kit = await CheckKit.StartAsync();
        kit.Vendor.Faults.Fail(ApiCall.OpenApi, HttpFault.Page(new string(' ', 5 * 1024 * 1024)));

        Assert.Equal(ContractState.NotReached, (await kit.RunAsync()).Findings.Contract!.State);
    }

    [Fact]
    public async Task Run_ApiDescription_IsAskedForWithoutCredentials()
    {
        await using var rig = new ClientRig();
        rig.Vendor.Answer(request => FakeVendor.Json(request.Method == "POST" ? "{}" : "[]"));

        await foreach (var _ in rig.Check.RunAsync(rig.Current!, Scope.All(), TestContext.Current.CancellationToken))
        {
        }

        var asked = rig.Vendor.Requests.Single(request => request.Path == "/services/rest/openapi.json");
        Assert.Equal((null, ""), (asked.Authorization, asked.Body));
    }

    [Fact]
    public async Task Run_BesideARunningClient_TouchesNothingOfIt()
    {
        await using var kit = await CheckKit.StartAsync();
        var (session, events) = await kit.Rig.ConnectAsync();
        await using var open = session;

        await kit.RunAsync(kit.Rig.Connection with { ClientSecret = new Core.Secret("wrong") });
        await kit.RunAsync();

        await kit.Vendor.Counters.WhenAsync(counters => counters.OpenSockets == 1).Soon();
        Assert.True(await events.MoveNextAsync().AsTask().Soon());
        Assert.Equal(62, (await kit.Rig.Client.GetVehiclesAsync(TestContext.Current.CancellationToken).Soon()).Items.Count);
    }

    [Fact]
    public async Task Run_OfGroups_AsksForThem()
    {
        await using var kit = await CheckKit.StartAsync();

        var report = await kit.RunAsync(scope: Scope.OfGroups([10], minIntervalSeconds: 10));

        Assert.Equal(TimeSpan.FromSeconds(10), report.Findings.Stream!.Interval);
    }

    private static async Task<CheckFindings> FindAsync(ListShape shape)
    {
        await using var kit = await CheckKit.StartAsync(new SimulatorOptions { PageSizeCap = 25, Shape = shape });
        return (await kit.RunAsync()).Findings;
    }
}
