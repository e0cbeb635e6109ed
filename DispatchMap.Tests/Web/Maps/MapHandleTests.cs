using DispatchMap.Web.Browsing;
using DispatchMap.Web.Maps;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

public sealed class MapHandleTests
{
    [Fact]
    public async Task Send_MapIsTakenDownMeanwhile_FailsAsAPageThatGoesAway()
    {
        var map = new MapHandle(null!, TimeProvider.System);
        map.Close();

        var sent = await Record.ExceptionAsync(() => map.SendAsync([1], TestContext.Current.CancellationToken));
        var asked = await Record.ExceptionAsync(() => map.AskAsync([1], TestContext.Current.CancellationToken));

        Assert.True(Teardown.Explains(sent!) && Teardown.Explains(asked!));
    }
}
