using System.Threading.RateLimiting;
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
            HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || context.User.Identity?.IsAuthenticated == true
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
}
