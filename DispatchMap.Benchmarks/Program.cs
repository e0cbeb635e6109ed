using BenchmarkDotNet.Running;
using DispatchMap.Benchmarks.Age;
using DispatchMap.Benchmarks.MyCarTracks;
using DispatchMap.Benchmarks.Soak;

if (args is ["soak", ..])
    return await SoakCommand.Create().Parse(args).InvokeAsync();
if (args is ["age", ..])
    return await AgeCommand.Create().Parse(args).InvokeAsync();

BenchmarkSwitcher.FromAssembly(typeof(ParserBenchmarks).Assembly).Run(args);
return 0;
