using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Sessions;

/// <summary>What tells one session from another.</summary>
internal static class SessionClaims
{
    /// <summary>Made up at each sign-in: signing out ends what this browser has open, and nothing else.</summary>
    public const string Session = "dispatchmap:session";

    private static readonly string StampType = new ClaimsIdentityOptions().SecurityStampClaimType;

    public static string? UserId(this ClaimsPrincipal principal) => principal.FindFirstValue(ClaimTypes.NameIdentifier);

    public static string? Stamp(this ClaimsPrincipal principal) => principal.FindFirstValue(StampType);

    public static string? SessionId(this ClaimsPrincipal principal) => principal.FindFirstValue(Session);
}
