using System.Net;
using System.Threading.RateLimiting;
using DispatchMap.Core.Outbound;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.RateLimiting;
using Polly.Timeout;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>Sends single requests: every transport trouble comes out as <see cref="UpstreamException"/>.</summary>
internal sealed class UpstreamHttp(IHttpClientFactory clients, UpstreamPolicy policy)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "MyCarTracks";

    /// <summary>An attempt that takes longer is given up, body included.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A longer <c>Retry-After</c> is not waited for here: the feed's backoff knows what else is going on.</summary>
    public static readonly TimeSpan MaxQuietRetryAfter = TimeSpan.FromSeconds(2);

    private static readonly HttpRequestOptionsKey<RequestBudget> BudgetKey = new(nameof(RequestBudget));
    private static readonly HttpRequestOptionsKey<OutboundPolicy> PolicyKey = new(nameof(OutboundPolicy));

    /// <summary>The response, whatever its status, with its body in memory.</summary>
    /// <param name="connection">Says which addresses may be connected to.</param>
    /// <param name="budget">What each attempt is charged to, and waits for.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, UpstreamConnection connection, RequestBudget budget, string action, CancellationToken cancellationToken)
    {
        request.Options.Set(PolicyKey, policy.Of(connection));
        request.Options.Set(BudgetKey, budget);
        try
        {
            using var client = clients.CreateClient(ClientName);
            return await client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw UpstreamFaults.Transport(action, e);
        }
        catch (RateLimiterRejectedException)
        {
            throw UpstreamFaults.OverBudget(action);
        }
        catch (Exception e) when (e is TimeoutRejectedException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw UpstreamFaults.Timeout(action);
        }
    }

    public static void Register(IServiceCollection services)
    {
        var client = services.AddHttpClient(ClientName, client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.Add("User-Agent", "DispatchMap");
            client.DefaultRequestHeaders.Add("Accept", "application/json");
        });

        // The default loggers write addresses and headers.
        client.RemoveAllLoggers();
        client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = AttemptTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = ConnectAsync,
        });
        client.AddResilienceHandler("attempts", (pipeline, context) =>
        {
            var time = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.TimeProvider = time;
            // Waiting for the budget is our own doing, so the attempt's time begins after it.
            pipeline.AddRetry(Retry(time)).AddRateLimiter(new HttpRateLimiterStrategyOptions { RateLimiter = SpendAsync })
                .AddTimeout(AttemptTimeout);
        });
        client.AddHttpMessageHandler(() => new BufferingHandler());
    }

    private static ValueTask<RateLimitLease> SpendAsync(RateLimiterArguments arguments) =>
        arguments.Context.GetRequestMessage()?.Options.TryGetValue(BudgetKey, out var budget) == true
            ? budget.SpendAsync(arguments.Context.CancellationToken)
            : throw new InvalidOperationException("A request was sent past the budget.");

    private static ValueTask<System.IO.Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        OutboundGuard.ConnectAsync(
            context,
            context.InitialRequestMessage.Options.TryGetValue(PolicyKey, out var policy) ? policy : OutboundPolicy.PublicOnly,
            HttpClient.DefaultProxy,
            cancellationToken);

    private static HttpRetryStrategyOptions Retry(TimeProvider time) => new()
    {
        MaxRetryAttempts = 2,
        Delay = TimeSpan.FromMilliseconds(250),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        // Not ShouldRetryAfterHeader: it takes a date for one of the machine's clock, whatever clock we go by.
        DelayGenerator = arguments => ValueTask.FromResult(UpstreamFaults.RetryAfter(arguments.Outcome.Result?.Headers.RetryAfter, time)),
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Context.GetRequestMessage()?.Method == HttpMethod.Get && IsPassing(arguments.Outcome, time)),
    };

    /// <summary>
    /// What may well be over in a moment. A timeout is not: whoever let us wait ten seconds would do so again.
    /// </summary>
    private static bool IsPassing(Outcome<HttpResponseMessage> outcome, TimeProvider time)
    {
        if (outcome.Exception is HttpRequestException e)
            return e.InnerException is not AddressRefusedException
                && e.HttpRequestError is not (HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.SecureConnectionError);
        if (outcome.Result is not { } response)
            return false;

        var wait = UpstreamFaults.RetryAfter(response.Headers.RetryAfter, time);
        return response.StatusCode == HttpStatusCode.TooManyRequests
            ? wait <= MaxQuietRetryAfter
            : response.StatusCode >= HttpStatusCode.InternalServerError && !(wait > MaxQuietRetryAfter);
    }
}
