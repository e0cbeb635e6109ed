using System.Collections.Concurrent;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.Faults;

/// <summary>Every fault of the emulator at every moment of a feed's life. The cases mostly wait, so that many run at once.</summary>
public sealed class FaultMatrixTests
{
    private const int AtOnce = 16;

    private static readonly SemaphoreSlim Turns = new(AtOnce);
    private static readonly ConcurrentDictionary<(string Fault, Moment Moment), Lazy<Task>> Runs = [];

    private static readonly (Fault Fault, Moment Moment)[] Table =
    [
        .. from fault in FaultTable.All
           from moment in Enum.GetValues<Moment>()
           // Who has come so far has just read the groups, and these streams rotate sooner than a list that is kept is read again.
           where fault.Call != ApiCall.Groups || moment is Moment.Seeding or Moment.Live
           where fault.Call != ApiCall.Vehicles || moment != Moment.Rotating
           select (fault, moment),
    ];

    public static IEnumerable<TheoryDataRow<string, Moment>> Cases => Table.Select(
        entry => new TheoryDataRow<string, Moment>(entry.Fault.Name, entry.Moment)
        {
            TestDisplayName = $"Feed_{entry.Fault}_{entry.Moment}_Recovers",
        });

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Feed_FaultAtMoment_Recovers(string fault, Moment moment)
    {
        var at = Array.FindIndex(Table, entry => (entry.Fault.Name, entry.Moment) == (fault, moment));
        foreach (var (nextFault, nextMoment) in Table.Skip(at + 1).Take(AtOnce - 1))
            _ = Run(nextFault, nextMoment);
        return Run(Table[at].Fault, moment);
    }

    private static Task Run(Fault fault, Moment moment) => Runs.GetOrAdd((fault.Name, moment), _ => new(() =>
    {
        // Begun by one test, awaited by another: nothing of the first may flow into it.
        using (ExecutionContext.SuppressFlow())
            return Task.Run(() => InTurnAsync(fault, moment));
    })).Value;

    private static async Task InTurnAsync(Fault fault, Moment moment)
    {
        await Turns.WaitAsync();
        try
        {
            await FaultCase.RunAsync(fault, moment);
        }
        finally
        {
            Turns.Release();
        }
    }
}
