using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using DispatchMap.Web.Desk;
using DispatchMap.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Microsoft.JSInterop.Infrastructure;

namespace DispatchMap.Tests.Web.Hosting;

public sealed class CircuitJsonTypesTests
{
    [Fact]
    public void Arguments_OfAllKinds_AreWrittenAsBefore()
    {
        object?[] arguments =
        [
            7, 8L, 0.5, true, null, "<img onerror>", DayOfWeek.Friday, DateTimeOffset.UnixEpoch, new[] { 1.5 }, ImmutableArray.Create(3L, 4L),
            new MapPosition(1, 2, 3), new Dictionary<string, List<string>> { ["a"] = ["b"] }, JsonSerializer.SerializeToElement(new { a = 1 }),
            new { list = (IReadOnlyList<int>)[1, 2], map = (IDictionary<string, object>)new Dictionary<string, object> { ["x"] = 1 }, any = (object)5, items = Enumerable.Range(0, 2) },
        ];

        Assert.Equal(Written(lean: false, arguments), Written(lean: true, arguments));
    }

    [Fact]
    public void Results_OfAllKinds_AreReadAsBefore()
    {
        var options = Runtime(lean: true).Options;

        Assert.Equal([1, 2], JsonSerializer.Deserialize<IReadOnlyList<int>>("[1,2]", options)!);
        Assert.Equal(3, JsonSerializer.Deserialize<MapPosition>("""{"latitude":1,"longitude":2,"zoom":3}""", options)!.Zoom);
        Assert.True(JsonSerializer.Deserialize<bool?>("true", options));
        Assert.Null(JsonSerializer.Deserialize<IJSVoidResult>("null", options));
    }

    [Fact]
    public void Number_SentToABrowser_LeavesNoDescriptionOfItsInterfaces()
    {
        var js = Runtime(lean: true);

        js.Write([7, "text", DayOfWeek.Friday]);

        Type[] kinds = [typeof(ValueType), typeof(Enum), .. typeof(int).GetInterfaces(), typeof(IEquatable<string>), typeof(ICloneable)];
        Assert.DoesNotContain(kinds, kind => js.Options.TryGetTypeInfo(kind, out _));
    }

    [Fact]
    public async Task Circuit_OfBlazor_HasThem()
    {
        var host = WebApplication.CreateSlimBuilder();
        host.Services.AddRazorComponents().AddInteractiveServerComponents();
        CircuitJsonTypes.Use(host.Services);
        await using var app = host.Build();
        await using var circuit = app.Services.CreateAsyncScope();

        var js = circuit.ServiceProvider.GetRequiredService<IJSRuntime>();

        Assert.Equal("RemoteJSRuntime", js.GetType().Name);
        var options = typeof(JSRuntime).GetProperty("JsonSerializerOptions", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(js);
        Assert.IsType<CircuitJsonTypes>(((JsonSerializerOptions)options!).TypeInfoResolver);
    }

    private static string Written(bool lean, object?[] arguments) => Runtime(lean).Write(arguments);

    private static Script Runtime(bool lean)
    {
        var services = new ServiceCollection().AddScoped<IJSRuntime, Script>();
        if (lean)
            CircuitJsonTypes.Use(services);
        return (Script)services.BuildServiceProvider().CreateScope().ServiceProvider.GetRequiredService<IJSRuntime>();
    }

    /// <summary>Notes what calls would send.</summary>
    private sealed class Script : JSRuntime
    {
        private string _written = "";

        public JsonSerializerOptions Options => JsonSerializerOptions;

        public string Write(object?[] arguments)
        {
            _ = InvokeAsync<bool>("any", arguments).AsTask();
            return _written;
        }

        protected override void BeginInvokeJS(long taskId, string identifier, string? argsJson, JSCallResultType resultType, long targetInstanceId) => _written = argsJson ?? "";

        protected override void BeginInvokeJS(in JSInvocationInfo invocationInfo) => _written = invocationInfo.ArgsJson ?? "";

        protected override void EndInvokeDotNet(DotNetInvocationInfo invocationInfo, in DotNetInvocationResult invocationResult)
        {
        }
    }
}
