using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>The request budget of each account: a new client secret is no new budget.</summary>
internal sealed class RequestBudgets(IOptions<UpstreamOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(Uri BaseUrl, string ClientId), RequestBudget> _budgets = new();

    public RequestBudget Of(UpstreamConnection connection) => _budgets.GetOrAdd(
        (connection.BaseUrl, connection.ClientId),
        _ => new(options.Value.RequestBudget, options.Value.BudgetWindow, options.Value.MaxWaitingRequests, time));

    public void Dispose()
    {
        foreach (var budget in _budgets.Values)
            budget.Dispose();
    }
}
