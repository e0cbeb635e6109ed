using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;

namespace DispatchMap.Web.Security;

/// <summary>How often an address may send something before anybody has signed in there.</summary>
internal static class AnonymousPosts
{
    /// <summary>At once; opening a page takes one. An office behind one address may all come at eight.</summary>
    public const int Burst = 120;

    public static void Limit(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            IsFree(context)
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(ClientAddress.Key(context.Connection.RemoteIpAddress), _ => new()
                {
                    TokenLimit = Burst, TokensPerPeriod = 2, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
                }));
        options.OnRejected = (rejected, cancellationToken) =>
        {
            var response = rejected.HttpContext.Response;
            response.Headers.RetryAfter = "1";
            response.ContentType = "text/plain; charset=utf-8";
            return new(response.WriteAsync("Too many requests from this address. Try again in a moment.", cancellationToken));
        };
    }

    // The page for an error runs in the request that failed, which has been counted.
    private static bool IsFree(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
        || context.User.Identity?.IsAuthenticated == true
        || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
}
