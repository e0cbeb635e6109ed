using Bunit;
using DispatchMap.Web.Browsing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Browsing;

public sealed class DeskAddressTests : BunitContext
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Last_DeskLeft_IsTheDeskAsItWas()
    {
        Navigation.NavigateTo("/?state=live");
        using var desk = new DeskAddress(Navigation);
        Navigation.NavigateTo("/?state=live&sel=7", replace: true);
        Navigation.NavigateTo("/ops/feeds?sel=8");

        Assert.Equal("?state=live&sel=7", desk.Last);
    }

    [Fact]
    public void Last_NeverAtTheDesk_IsEmpty()
    {
        Navigation.NavigateTo("/ops/feeds");
        using var desk = new DeskAddress(Navigation);

        Assert.Equal("", desk.Last);
    }
}
