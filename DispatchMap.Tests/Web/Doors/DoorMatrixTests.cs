using System.Net;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Doors;

/// <summary>Everybody at every door.</summary>
public sealed class DoorMatrixTests : IAsyncLifetime
{
    private readonly Premises _premises = new();

    public async ValueTask InitializeAsync() => await _premises.AddEverybodyAsync();

    public ValueTask DisposeAsync() => _premises.DisposeAsync();

    [Fact]
    public void Doors_AllOfTheProgram_AreInTheTable()
    {
        var routes = Routes().ToArray();

        var assets = routes.Where(IsAsset).ToArray();
        Assert.All(assets, asset => Assert.NotNull(asset.Metadata.GetMetadata<IAllowAnonymous>()));
        Assert.Equal(
            DoorTable.Doors.Select(door => door.Route).Order(StringComparer.Ordinal),
            routes.Except(assets).Select(Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Doors_ForAnybody_SaySo() => Assert.Equal(
        DoorTable.Doors.Where(door => door.Least is null).Select(door => door.Route).Order(StringComparer.Ordinal),
        Routes().Where(route => !IsAsset(route) && route.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Door_Nobody_OpensOnlyWhatIsForAnybody()
    {
        using var nobody = _premises.Cautious();

        foreach (var door in DoorTable.Doors.Where(door => door.CanBeKnockedAt))
            Assert.Equal((door.Route, door.Least is null ? "open" : "sign in"), (door.Route, await KnockAsync(nobody, door)));
    }

    [Fact]
    public async Task Door_Everybody_OpensOnlyWhatIsForTheirRole()
    {
        foreach (var (name, role, _) in Premises.Everybody)
        {
            using var visitor = await _premises.EnterAsync(name);
            foreach (var door in DoorTable.Doors.Where(door => door.CanBeKnockedAt))
                Assert.Equal((name, door.Route, role >= (door.Least ?? role) ? "open" : "not allowed"), (name, door.Route, await KnockAsync(visitor, door)));
        }
    }

    [Fact]
    public async Task Door_DisabledOrChangedMeanwhile_IsShutAtTheNextKnock()
    {
        using var visitor = await _premises.EnterAsync("lead");
        Assert.Equal("open", await KnockAsync(visitor, DoorTable.Doors[1]));

        await _premises.Services.GetRequiredService<UserWork>().UseAsync(
            async users =>
            {
                var user = (await users.FindByEmailAsync(Premises.EmailOf("lead")))!;
                user.Role = Role.Dispatcher;
                return await users.UpdateSecurityStampAsync(user);
            },
            TestContext.Current.CancellationToken).Soon();
        await Waiting.UntilAsync(async () => await KnockAsync(visitor, DoorTable.Doors[1]) != "open");

        Assert.Equal("sign in", await KnockAsync(visitor, DoorTable.Doors[0]));
    }

    private IEnumerable<RouteEndpoint> Routes() => _premises.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Name(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');

    /// <summary>The files of the program, each with a route of its own.</summary>
    private static bool IsAsset(RouteEndpoint route) => route.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static async Task<string> KnockAsync(HttpClient visitor, DoorTable.Door door)
    {
        using var request = new HttpRequestMessage(new(door.Method), new Uri(door.Address, UriKind.Relative));
        using var answer = await visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).Soon();
        return answer switch
        {
            { StatusCode: HttpStatusCode.Redirect } when answer.Headers.Location!.ToString().Contains("/sign-in?", StringComparison.Ordinal) => "sign in",
            { StatusCode: HttpStatusCode.Redirect } when answer.Headers.Location!.ToString().Contains("/not-allowed", StringComparison.Ordinal) => "not allowed",
            { StatusCode: HttpStatusCode.Unauthorized } => "sign in",
            { StatusCode: HttpStatusCode.Forbidden } => "not allowed",
            _ => "open",
        };
    }
}
