using DispatchMap.Core.Fleet;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.Feeds;

/// <summary>The freshness thresholds as they are set now. Ones that make no sense leave the last good ones in force.</summary>
internal sealed class CurrentFreshness(IOptionsMonitor<FreshnessOptions> monitor)
{
    private FreshnessOptions _good = monitor.CurrentValue;

    public FreshnessOptions Value
    {
        get
        {
            try
            {
                return _good = monitor.CurrentValue;
            }
            catch (OptionsValidationException)
            {
                return _good;
            }
        }
    }
}
