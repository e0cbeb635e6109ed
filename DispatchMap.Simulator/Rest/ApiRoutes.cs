using System.Net.Http.Headers;
using System.Net.Mime;
using DispatchMap.Simulator.Auth;
using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DispatchMap.Simulator.Rest;

/// <summary>The paths of the vendor's API, each with its counter, its faults and its access token.</summary>
internal sealed class ApiRoutes(
    SimulatorOptions options, StreamHub hub, AccessTokens tokens, Faults faults, SimulatorCounters counters, TimeProvider time)
{
    public const string Base = "/services/rest/v3";

    public void Map(IEndpointRouteBuilder routes)
    {
        var lists = new ListEndpoints(options, hub.Fleet, faults);
        var streams = new StreamEndpoints(options, hub, faults);
        var token = new TokenEndpoint(tokens, faults);

        routes.MapPost("/oauth/token", Guarded(ApiCall.Token, token.HandleAsync));
        routes.MapGet(Base + "/vehicles", Authorized(ApiCall.Vehicles, lists.VehiclesAsync));
        routes.MapGet(Base + "/vehicles/lastPositions", Authorized(ApiCall.LastPositions, lists.LastPositionsAsync));
        if (GroupsPath() is { } path)
            routes.MapGet(Base + path, Authorized(ApiCall.Groups, lists.GroupsAsync));
        routes.MapPost(Base + "/vehicles/livePositions/stream", Authorized(ApiCall.CreateStream, streams.CreateAsync));
        // The stream's own token is all it takes here.
        routes.MapGet(Base + "/vehicles/livePositions/stream/{id}", Guarded(ApiCall.Socket, streams.ConnectAsync));
        routes.MapGet("/services/rest/openapi.json", Guarded(ApiCall.OpenApi, OpenApi.WriteAsync));
        routes.MapFallback(context => RefuseAsync(context, StatusCodes.Status404NotFound, "not_found", "No such resource"));
    }

    private string? GroupsPath() => options.Shape.Groups switch
    {
        GroupPath.VehicleGroups => "/vehicleGroups",
        GroupPath.VehicleGroupsDashed => "/vehicle-groups",
        GroupPath.Groups => "/groups",
        _ => null,
    };

    private RequestDelegate Authorized(ApiCall call, RequestDelegate handler) => Guarded(call, async context =>
    {
        if (await HasAccessAsync(context))
            await handler(context);
    });

    private RequestDelegate Guarded(ApiCall call, RequestDelegate handler) => async context =>
    {
        counters.RequestSeen(call);
        if (faults.Take(call) is not { } fault || await PassesAsync(context, fault))
            await handler(context);
    };

    private async Task<bool> PassesAsync(HttpContext context, HttpFault fault)
    {
        if (fault.Delay > TimeSpan.Zero)
            await Task.Delay(fault.Delay, time, context.RequestAborted);
        if (fault.ResetsConnection)
        {
            context.Abort();
            return false;
        }

        if (fault.Html is { } html)
        {
            context.Response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
            await context.Response.WriteAsync(html, context.RequestAborted);
            return false;
        }

        if (fault.StatusCode is not { } status)
            return true;

        if (fault.RetryAfter is { } retryAfter)
            context.Response.Headers.RetryAfter = retryAfter(time.GetUtcNow());
        if (status == StatusCodes.Status401Unauthorized)
            await RefuseAsync(context, status, "invalid_token", "Invalid access token: " + BearerOf(context));
        else
            await RefuseAsync(context, status, "server_error", "The request could not be served");
        return false;
    }

    private async Task<bool> HasAccessAsync(HttpContext context)
    {
        if (BearerOf(context) is not { } token)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"oauth2-resource\"";
            await RefuseAsync(
                context, StatusCodes.Status401Unauthorized, "unauthorized", "Full authentication is required to access this resource");
            return false;
        }

        if (tokens.IsValid(token))
            return true;

        // Quotes the token, as Spring's server does: a client has to keep this text out of its logs.
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"oauth2-resource\", error=\"invalid_token\"";
        await RefuseAsync(context, StatusCodes.Status401Unauthorized, "invalid_token", "Invalid access token: " + token);
        return false;
    }

    private static string? BearerOf(HttpContext context) =>
        AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
        && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter
            : null;

    private Task RefuseAsync(HttpContext context, int status, string error, string description) =>
        Refusals.WriteAsync(context, options.Shape.Errors, status, error, description);
}
