using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DispatchMap.Simulator.Rest;

/// <summary>Writes replies that are not what was asked for.</summary>
internal static class Refusals
{
    public static async Task WriteAsync(HttpContext context, ErrorStyle style, int status, string error, string description)
    {
        var response = context.Response;
        switch (style)
        {
            case ErrorStyle.OAuth:
                await response.JsonAsync(status, json => Pair(json, ("error", error), ("error_description", description)));
                break;
            case ErrorStyle.CodeMessage:
                await response.JsonAsync(status, json => Pair(json, ("code", error), ("message", description)));
                break;
            case ErrorStyle.Html:
                response.StatusCode = status;
                response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
                await response.WriteAsync($"<!doctype html><html><head><title>{status}</title></head><body><h1>HTTP Status {status}</h1></body></html>");
                break;
            default:
                response.StatusCode = status;
                break;
        }
    }

    /// <summary>Writes a small JSON reply.</summary>
    public static async Task JsonAsync(this HttpResponse response, int status, Action<Utf8JsonWriter> write)
    {
        response.StatusCode = status;
        response.ContentType = MediaTypeNames.Application.Json + ";charset=UTF-8";
        await using (var json = new Utf8JsonWriter(response.BodyWriter, WireValues.Options))
            write(json);
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);
    }

    private static void Pair(Utf8JsonWriter json, (string Name, string Value) one, (string Name, string Value) other)
    {
        json.WriteStartObject();
        json.WriteString(one.Name, one.Value);
        json.WriteString(other.Name, other.Value);
        json.WriteEndObject();
    }
}
