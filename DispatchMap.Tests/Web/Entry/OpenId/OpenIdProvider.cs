using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DispatchMap.Tests.Web.Entry.OpenId;

/// <summary>
/// An OpenID Connect provider on a loopback port, where somebody is signed in already: whoever is sent there comes back with
/// <see cref="Claims"/>. It checks what a provider checks: client, redirect address, code, PKCE.
/// </summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "dispatchmap";
    public const string ClientSecret = "provider-canary-secret";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "key-1" };
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> _codes = new();
    private readonly WebApplication _app;

    private OpenIdProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", Discovery);
        _app.MapGet("/keys", Keys);
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
    }

    public string Address => _app.Urls.Single();

    /// <summary>Who it says that it is; null: its address.</summary>
    public string? Issuer { get; set; }

    /// <summary>What it says of whoever comes.</summary>
    public Dictionary<string, object> Claims { get; } = new()
    {
        ["sub"] = "subject-1",
        ["name"] = "Zuzana Bartošová",
        ["email"] = "z.bartosova@example.com",
        ["email_verified"] = true,
        ["roles"] = new[] { "fleet-dispatch" },
    };

    /// <summary>An error instead of a code, as when somebody cancels.</summary>
    public string? Error { get; set; }

    /// <summary>Whether tokens are signed with a key that it does not publish.</summary>
    public bool SignsWithAnotherKey { get; set; }

    /// <summary>Whom its tokens are for.</summary>
    public string Audience { get; set; } = ClientId;

    public static async Task<OpenIdProvider> StartAsync()
    {
        var provider = new OpenIdProvider();
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Discovery() => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = Issuer ?? Address,
        ["authorization_endpoint"] = $"{Address}/authorize",
        ["token_endpoint"] = $"{Address}/token",
        ["jwks_uri"] = $"{Address}/keys",
        ["response_types_supported"] = new[] { "code" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        ["code_challenge_methods_supported"] = new[] { "S256" },
    });

    private IResult Keys()
    {
        var key = _key.Rsa.ExportParameters(false);
        return Results.Json(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = _key.KeyId, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } },
        });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256")
            return Results.BadRequest();
        var back = new Dictionary<string, string?> { ["state"] = query["state"] };
        if (Error is not null)
        {
            back["error"] = Error;
        }
        else
        {
            back["code"] = Guid.NewGuid().ToString("N");
            _codes[back["code"]!] = (query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!);
        }

        return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"]!, back));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var isOurs = form["client_id"] == ClientId && form["client_secret"] == ClientSecret;
        if (!isOurs || !_codes.TryRemove(form["code"].ToString(), out var code) || code.Redirect != form["redirect_uri"]
            || code.Challenge != Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))))
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        var key = SignsWithAnotherKey ? new RsaSecurityKey(RSA.Create(2048)) { KeyId = _key.KeyId } : _key;
        var token = new JsonWebTokenHandler().CreateToken(
            JsonSerializer.Serialize(new Dictionary<string, object>(Claims)
            {
                ["iss"] = Issuer ?? Address,
                ["aud"] = Audience,
                ["nonce"] = code.Nonce,
                ["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
                ["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(),
            }),
            new SigningCredentials(key, SecurityAlgorithms.RsaSha256));
        return Results.Json(new { access_token = "provider-canary-token", token_type = "Bearer", expires_in = 300, id_token = token });
    }
}
