using System.Text;
using System.Text.Json;
using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Rest;
using Microsoft.AspNetCore.Http;

namespace DispatchMap.Simulator.Auth;

/// <summary><c>POST /oauth/token</c>, client credentials only, as a Spring authorization server answers it.</summary>
internal sealed class TokenEndpoint(AccessTokens tokens, Faults faults)
{
    public async Task HandleAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType
            ? await context.Request.ReadFormAsync(context.RequestAborted)
            : FormCollection.Empty;
        var basic = faults.FormCredentialsOnly ? null : Basic(context.Request.Headers.Authorization.ToString());
        var (id, secret) = basic ?? (form["client_id"].ToString(), form["client_secret"].ToString());
        if (!tokens.Knows(id, secret))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"oauth2/client\"";
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "invalid_client", "Bad client credentials");
        }
        else if (form["grant_type"].Count == 0)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid_request", "Missing grant type");
        }
        else if (form["grant_type"] != "client_credentials")
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "unsupported_grant_type", "Unsupported grant type");
        }
        else if (form["scope"].ToString() is not ("" or "read") || faults.ScopeRefused)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid_scope", "Invalid scope");
        }
        else
        {
            await GrantAsync(context);
        }
    }

    private async Task GrantAsync(HttpContext context)
    {
        var (token, expiresIn) = tokens.Issue();
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.JsonAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", token);
            json.WriteString("token_type", "bearer");
            json.WriteNumber("expires_in", expiresIn);
            json.WriteString("scope", "read");
            json.WriteEndObject();
        });
    }

    private static Task RefuseAsync(HttpContext context, int status, string error, string description) =>
        Refusals.WriteAsync(context, ErrorStyle.OAuth, status, error, description);

    private static (string Id, string Secret)? Basic(string header)
    {
        const string Scheme = "Basic ";
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        try
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header[Scheme.Length..].Trim()));
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? (pair, "") : (pair[..colon], pair[(colon + 1)..]);
        }
        catch (FormatException)
        {
            return ("", "");
        }
    }
}
