using System.Text.Json;
using Bunit;
using DispatchMap.Web.Browsing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Browsing;

public sealed class DeskAddressTests : BunitContext
{
    private readonly BunitJSModuleInterop _script;

    public DeskAddressTests()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddScoped<UserBrowser>();
        Services.AddScoped<DeskAddress>();
        var module = JSInterop.SetupModule("desk.js");
        _script = module.SetupModule("start", _ => true);
        _script.Setup<JsonElement>("facts").SetResult(JsonSerializer.SerializeToElement(new { dark = false }));
        _script.Setup<bool>("writeDeskAddress", _ => true).SetResult(true);
        _script.Setup<bool>("dispose").SetResult(true);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Last_DeskLeft_IsTheDeskAsItWas()
    {
        Navigation.NavigateTo("/?state=live");
        var desk = Services.GetRequiredService<DeskAddress>();
        Navigation.NavigateTo("/?state=live&sel=7", replace: true);
        Navigation.NavigateTo("/ops/feeds?sel=8");

        Assert.Equal("?state=live&sel=7", desk.Last);
        Assert.Equal("ops/feeds?sel=8", desk.Here);
    }

    [Fact]
    public void Last_NeverAtTheDesk_IsEmpty()
    {
        Navigation.NavigateTo("/ops/feeds");

        Assert.Equal("", Services.GetRequiredService<DeskAddress>().Last);
    }

    [Fact]
    public async Task Write_AnotherView_IsWrittenByTheBrowserOnceAndByTheRouterNever()
    {
        await Services.GetRequiredService<UserBrowser>().StartAsync("desk.js");
        var desk = Services.GetRequiredService<DeskAddress>();
        var before = Navigation.Uri;

        await desk.WriteAsync("?sel=7");
        await desk.WriteAsync("?sel=7");

        Assert.Equal(["?sel=7"], _script.Invocations["writeDeskAddress"].Select(call => call.Arguments[0]));
        Assert.Equal(("?sel=7", "?sel=7", before), (desk.Last, desk.Here, Navigation.Uri));
    }
}
