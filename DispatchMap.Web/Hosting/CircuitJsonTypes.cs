using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.JSInterop;

namespace DispatchMap.Web.Hosting;

/// <summary>
/// What a circuit's serializer learns about types. Each circuit has one of its own, and for every argument of a call it asks for all
/// the interfaces of its type, in case one names subtypes: thirty for a number, kept as long as the circuit. Those of the
/// framework's that are no collections never do, so they are not described.
/// </summary>
internal sealed class CircuitJsonTypes : DefaultJsonTypeInfoResolver
{
    private static readonly CircuitJsonTypes Shared = new();

    /// <summary>For the serializer of each circuit.</summary>
    public static void Use(IServiceCollection services)
    {
        if (services.Last(service => service.ServiceType == typeof(IJSRuntime)) is not { ImplementationType: { } kind } runtime)
            return;
        services.Remove(runtime);
        services.AddScoped<IJSRuntime>(circuit =>
        {
            var js = (JSRuntime)ActivatorUtilities.CreateInstance(circuit, kind);
            OptionsOf(js).TypeInfoResolver = Shared;
            return js;
        });
    }

    public override JsonTypeInfo GetTypeInfo(Type type, JsonSerializerOptions options) => IsAncestorOnly(type) ? null! : base.GetTypeInfo(type, options);

    private static bool IsAncestorOnly(Type type) =>
        type == typeof(ValueType) || type == typeof(Enum)
        || (type.IsInterface && type.Assembly == typeof(IEnumerable).Assembly && !(type.IsAssignableTo(typeof(IEnumerable)) && type.IsVisible));

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_JsonSerializerOptions")]
    private static extern JsonSerializerOptions OptionsOf(JSRuntime js);
}
