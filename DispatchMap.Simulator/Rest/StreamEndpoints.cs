using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Streams;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DispatchMap.Simulator.Rest;

/// <summary><c>POST /vehicles/livePositions/stream</c> and the WebSocket it leads to.</summary>
internal sealed class StreamEndpoints(SimulatorOptions options, StreamHub hub, Faults faults)
{
    public async Task CreateAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (StreamRequest.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), out var problem) is not { } request)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid_request", problem ?? "");
            return;
        }

        if (hub.Create(request) is not { } session)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, "stream_limit", "Too many live streams for these credentials.");
            return;
        }

        await ReplyAsync(context, session);
    }

    public async Task ConnectAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "websocket_expected", "Connect with a WebSocket.");
            return;
        }

        var id = context.Request.RouteValues["id"] as string ?? "";
        if (hub.TryClaim(id, context.Request.Query["token"].ToString()) is not { } session)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "invalid_stream_token", "Invalid stream token");
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();

            // Not the context's own Abort: a socket may be dropped just after its end, when the context is somebody else's.
            var abort = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort;
            await session.RunAsync(socket, abort, context.RequestAborted);
        }
        finally
        {
            hub.Forget(session);
        }
    }

    private async Task ReplyAsync(HttpContext context, StreamSession session)
    {
        var request = context.Request;
        var scheme = request.IsHttps ? "wss" : "ws";
        var address = faults.StreamAddress ?? $"{scheme}://{request.Host}{request.PathBase}{request.Path}/{session.Id}?token={session.Token}";
        await context.Response.JsonAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("streamId", session.Id);
            json.WriteString("websocketUrl", address);
            json.Time(options.Shape, "expiresAt", session.ExpiresAt);
            json.WriteNumber("heartbeatSeconds", (int)Math.Ceiling(options.Heartbeat.TotalSeconds));
            json.WriteNumber("minIntervalSeconds", (int)session.Request.MinInterval.TotalSeconds);
            json.WriteEndObject();
        });
    }

    private Task RefuseAsync(HttpContext context, int status, string error, string description) =>
        Refusals.WriteAsync(context, options.Shape.Errors, status, error, description);
}
