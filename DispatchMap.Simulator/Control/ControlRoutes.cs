using System.Globalization;
using System.Text;
using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DispatchMap.Simulator.Control;

/// <summary>
/// <c>/control</c>: faults for people with curl. Web pages of other origins are refused, so that no page in the same
/// browser can switch faults.
/// </summary>
internal sealed class ControlRoutes(Faults faults, SimulatedFleet fleet, SimulatorCounters counters)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/control", ListAsync);
        routes.MapPost("/control/faults/{name}", Local(SwitchAsync));
        routes.MapDelete("/control/faults", Local(context =>
        {
            faults.Clear();
            return AnswerAsync(context, StatusCodes.Status200OK, "All faults are off.");
        }));
        routes.MapPost("/control/vehicles/{id:long}/{action}", Local(VehicleAsync));
    }

    private async Task ListAsync(HttpContext context)
    {
        var text = new StringBuilder("POST /control/faults/NAME?…   DELETE /control/faults switches all off\n\n");
        foreach (var fault in FaultCatalogue.All)
            text.Append("  ").Append(fault.Usage.PadRight(54)).Append(fault.Description).Append('\n');
        text.Append("\nPOST /control/vehicles/ID/silence | resume | offline\n\nNow:\n");
        foreach (var (call, fault) in faults.Http)
            text.Append("  http ").Append(call).Append(": ").Append(Describe(fault)).Append('\n');
        text.Append("  events: ").Append(faults.Events).Append("\n  silent: ").Append(faults.Silent ? "yes" : "no");
        text.Append("\n  stream limit: ").Append(faults.StreamLimit?.ToString(CultureInfo.InvariantCulture) ?? "none");
        text.Append("\n  newest stream only: ").Append(faults.NewestStreamOnly ? "yes" : "no");
        text.Append("\n  stream lifetime: ").Append(faults.StreamLifetime?.ToString() ?? "as configured");
        text.Append("\n\nSo far:\n");
        foreach (var call in Enum.GetValues<ApiCall>())
            text.Append("  ").Append(call).Append(": ").Append(counters.Requests(call)).Append(" requests\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"  tokens {counters.TokensIssued}, streams {counters.StreamsCreated}, sockets {counters.SocketsOpened} (open {counters.OpenSockets}), messages {counters.MessagesSent}, slow clients dropped {counters.SlowClientsDropped}\n");
        await AnswerAsync(context, StatusCodes.Status200OK, text.ToString());
    }

    private async Task SwitchAsync(HttpContext context)
    {
        var name = context.Request.RouteValues["name"] as string;
        if (Array.Find(FaultCatalogue.All, fault => fault.Name == name) is not { } found)
        {
            await AnswerAsync(context, StatusCodes.Status404NotFound, "There is no such fault. GET /control lists them.");
            return;
        }

        try
        {
            await AnswerAsync(context, StatusCodes.Status200OK, found.Switch(faults, new FaultArguments(context.Request.Query)));
        }
        catch (Exception refusal) when (refusal is FormatException or ArgumentException)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, $"{refusal.Message}\nUsage: {found.Usage}");
        }
    }

    private async Task VehicleAsync(HttpContext context)
    {
        var id = long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);
        try
        {
            switch (context.Request.RouteValues["action"])
            {
                case "silence":
                    fleet.Silence(id);
                    break;
                case "resume":
                    fleet.Resume(id);
                    break;
                case "offline":
                    fleet.GoOffline(id);
                    break;
                default:
                    await AnswerAsync(context, StatusCodes.Status404NotFound, "A vehicle can silence, resume and offline.");
                    return;
            }

            await AnswerAsync(context, StatusCodes.Status200OK, "Done.");
        }
        catch (Exception refusal) when (refusal is ArgumentException or InvalidOperationException)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, refusal.Message);
        }
    }

    private static RequestDelegate Local(RequestDelegate handler) => context =>
        context.Request.Headers.Origin.Count == 0
            ? handler(context)
            : AnswerAsync(context, StatusCodes.Status403Forbidden, "Not for web pages.");

    private static string Describe(HttpFault fault) =>
        fault.ResetsConnection ? "reset" : fault.StatusCode is { } status ? $"answers {status}" : $"late by {fault.Delay}";

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text.TrimEnd() + "\n");
    }
}
