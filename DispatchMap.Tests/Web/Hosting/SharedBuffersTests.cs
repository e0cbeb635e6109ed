using DispatchMap.Web.Hosting;
using Xunit;

namespace DispatchMap.Tests.Web.Hosting;

/// <summary>The runtime of this process has read the setting long ago, so that nothing else changes by it.</summary>
public sealed class SharedBuffersTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(SharedBuffers.Setting);

    public void Dispose() => Environment.SetEnvironmentVariable(SharedBuffers.Setting, _before);

    [Theory]
    [InlineData(null, "1024")]
    [InlineData("64", "64")]
    public void KeepMany_WhatTheOperatorHasSet_Stays(string? set, string then)
    {
        Environment.SetEnvironmentVariable(SharedBuffers.Setting, set);

        SharedBuffers.KeepMany();

        Assert.Equal(then, Environment.GetEnvironmentVariable(SharedBuffers.Setting));
    }
}
