using System.Text.Json;

namespace DispatchMap.Tests.Simulator;

internal static class JsonReading
{
    public static string? Type(this JsonElement message) => message.GetProperty("type").GetString();

    public static double Number(this JsonElement item, string name) => item.GetProperty(name).GetDouble();

    public static string? Text(this JsonElement item, string name) => item.GetProperty(name).GetString();

    public static string[] Names(this JsonElement item) => [.. item.EnumerateObject().Select(member => member.Name)];
}
