using DispatchMap.Core.MyCarTracks.Rest;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Fetches the vendor's <c>openapi.json</c>, which is public: no credentials go with the request.</summary>
internal static class ContractFetch
{
    private const long MaxBytes = 4 * 1024 * 1024;

    /// <param name="cancellationToken">Ends with the step's limit too, which is no failure.</param>
    /// <param name="stop">Ends with the check only.</param>
    public static async Task<ContractFindings> CompareAsync(
        UpstreamHttp http, UpstreamAccount account, CancellationToken cancellationToken, CancellationToken stop)
    {
        // {origin}/services/rest/openapi.json, beside the v3 of the base.
        var address = new Uri(new Uri(account.Connection.BaseUrl.AbsoluteUri.TrimEnd('/')), "openapi.json");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(BufferingHandler.OwnMaxBytes, MaxBytes);
        try
        {
            using var response = await http.SendAsync(request, account.Connection, account.Budget, "Reading the API description", cancellationToken);
            if (!response.IsSuccessStatusCode)
                return ContractFindings.Without(ContractState.NotReached);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return ContractComparison.TryRead(body) ?? ContractFindings.Without(ContractState.NotUnderstood);
        }
        catch (UpstreamException)
        {
            return ContractFindings.Without(ContractState.NotReached);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return ContractFindings.Without(ContractState.NotReached);
        }
    }
}
