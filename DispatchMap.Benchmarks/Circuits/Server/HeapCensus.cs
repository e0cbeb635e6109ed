using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace DispatchMap.Benchmarks.Circuits.Server;

/// <summary>What another .NET process holds in managed memory after a full collection, which taking the census causes.</summary>
/// <param name="Types">Bytes and number of objects by type, the largest first; empty unless asked for.</param>
internal sealed record HeapCensus(long Bytes, IReadOnlyList<(string Type, long Bytes, long Objects)> Types)
{
    private const ClrTraceEventParser.Keywords Sizes = ClrTraceEventParser.Keywords.GC | ClrTraceEventParser.Keywords.GCHeapCollect;
    private const ClrTraceEventParser.Keywords Objects = ClrTraceEventParser.Keywords.GCHeapSnapshot;

    public static Task<HeapCensus> TakeAsync(int process, bool types, CancellationToken stop) => Task.Run(() => Take(process, types), stop);

    private static HeapCensus Take(int process, bool types)
    {
        var provider = new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, (long)(types ? Objects : Sizes));
        using var session = new DiagnosticsClient(process).StartEventPipeSession([provider], requestRundown: false, circularBufferMB: 1024);
        using var source = new EventPipeEventSource(session.EventStream);
        var names = new Dictionary<ulong, string>();
        var byType = new Dictionary<ulong, (long Bytes, long Objects)>();
        long bytes = 0;
        source.Clr.GCHeapStats += stats =>
        {
            bytes = stats.TotalHeapSize;
            Task.Run(session.Stop);
        };
        source.Clr.TypeBulkType += bulk =>
        {
            for (var i = 0; i < bulk.Count; i++)
                names[bulk.Values(i).TypeID] = bulk.Values(i).TypeName;
        };
        source.Clr.GCBulkNode += bulk =>
        {
            for (var i = 0; i < bulk.Count; i++)
            {
                var node = bulk.Values(i);
                var (sum, count) = byType.GetValueOrDefault(node.TypeID);
                byType[node.TypeID] = (sum + (long)node.Size, count + 1);
            }
        };
        source.Process();
        return new(bytes, [.. byType
            .Select(type => (names.GetValueOrDefault(type.Key, "?"), type.Value.Bytes, type.Value.Objects))
            .OrderByDescending(type => type.Bytes)]);
    }
}
