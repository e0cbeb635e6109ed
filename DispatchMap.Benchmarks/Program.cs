using System.CommandLine;
using BenchmarkDotNet.Running;
using DispatchMap.Benchmarks.Age;
using DispatchMap.Benchmarks.Circuits;
using DispatchMap.Benchmarks.Circuits.Raw;
using DispatchMap.Benchmarks.Encode;
using DispatchMap.Benchmarks.Ingest;
using DispatchMap.Benchmarks.MyCarTracks;
using DispatchMap.Benchmarks.Soak;

RootCommand? command = args switch
{
    ["soak", ..] => SoakCommand.Create(),
    ["age", ..] => AgeCommand.Create(),
    ["circuits", ..] => CircuitsCommand.Create(),
    [RawCommand.Name] => RawCommand.Create(),
    ["ingest", ..] => IngestCommand.Create(),
    ["encode", ..] => EncodeCommand.Create(),
    _ => null,
};
if (command is not null)
    return await command.Parse(args).InvokeAsync();

BenchmarkSwitcher.FromAssembly(typeof(ParserBenchmarks).Assembly).Run(args);
return 0;
