using BenchmarkDotNet.Running;
using DispatchMap.Benchmarks.MyCarTracks;

BenchmarkSwitcher.FromAssembly(typeof(ParserBenchmarks).Assembly).Run(args);
