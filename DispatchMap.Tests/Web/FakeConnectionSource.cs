using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Tests.Web;

/// <summary>Configured, or not.</summary>
internal sealed class FakeConnectionSource : IUpstreamConnectionSource
{
    public event Action? Changed;

    public UpstreamConnection? Current
    {
        get;
        set
        {
            field = value;
            Changed?.Invoke();
        }
    }
    = new(new("https://vendor.test/rest"), new("https://vendor.test/token"), "client", new Secret("canary-secret"));
}
