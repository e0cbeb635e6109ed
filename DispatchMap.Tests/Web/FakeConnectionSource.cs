using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Tests.Web;

/// <summary>Configured, or not.</summary>
internal sealed class FakeConnectionSource : IUpstreamConnectionSource
{
    public UpstreamConnection? Current { get; set; } =
        new(new("https://vendor.test/rest"), new("https://vendor.test/token"), "client", new Secret("canary-secret"));
}
