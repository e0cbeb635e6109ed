using Bunit;
using DispatchMap.Web.Components.Shared;
using DispatchMap.Web.People;

namespace DispatchMap.Tests.Web.Components.Shared;

public sealed class NotConfiguredTests : BunitContext
{
    [Theory]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.OpsLead, false)]
    [InlineData(Role.Dispatcher, false)]
    public void Render_ForARole_LeadsToTheSettingsOrToAnAdmin(Role role, bool toSettings)
    {
        FakeSession.Enter(this, role);

        var notice = Render<NotConfigured>();

        Assert.Equal(toSettings, notice.Markup.Contains("settings/connection", StringComparison.Ordinal));
        Assert.Equal(!toSettings, notice.Markup.Contains("Ask an admin", StringComparison.Ordinal));
    }
}
