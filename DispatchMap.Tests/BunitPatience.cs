using System.Runtime.CompilerServices;
using Bunit;

namespace DispatchMap.Tests;

/// <summary>Components are waited for like everything else: the library's own second is too short for a busy machine.</summary>
internal static class BunitPatience
{
    [ModuleInitializer]
    internal static void Set() => BunitContext.DefaultWaitTimeout = Waiting.Limit;
}
