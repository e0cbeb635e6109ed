using System.Net.Mime;
using Microsoft.AspNetCore.Http;

namespace DispatchMap.Simulator.Rest;

/// <summary><c>GET /services/rest/openapi.json</c>, public.</summary>
internal static class OpenApi
{
    public static async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = MediaTypeNames.Application.Json;
        await using var document = typeof(OpenApi).Assembly.GetManifestResourceStream("openapi.json")
            ?? throw new InvalidOperationException("openapi.json is not embedded.");
        await document.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
