using System.Collections.Immutable;
using CsCheck;
using Xunit;

namespace DispatchMap.Tests.Fleet;

public sealed class MergePropertyTests
{
    [Fact]
    public void Merge_AnyOrderAndDuplication_EndsInTheSameState() =>
        Gen.Select(Statement.Any.Array[0, 30], Gen.Int).Sample((statements, seed) =>
        {
            var random = new Random(seed);
            var again = statements.Concat(statements.Where(_ => random.Next(2) == 0)).ToArray();
            random.Shuffle(again);

            Assert.Equal(BeliefAfter(statements), BeliefAfter(again));
        }, iter: 5_000);

    [Fact]
    public void Merge_TimePassingAndFreezingInBetween_EndsInTheSameState() =>
        Gen.Select(Statement.Any.Array[1, 20], Gen.Int).Sample((statements, seed) =>
        {
            var random = new Random(seed);
            var shuffled = statements.ToArray();
            random.Shuffle(shuffled);
            var kit = new FleetKit();
            foreach (var statement in shuffled)
            {
                statement.Say(kit.Fleet);
                switch (random.Next(6))
                {
                    case 0: kit.Fleet.Freeze(FleetKit.Noon.AddMinutes(-random.Next(60))); break;
                    case 1: kit.Fleet.Thaw(); break;
                    case 2: kit.Fleet.Publish(); break;
                    case 3: kit.Fleet.Listing(); break;
                    case 4: kit.Fleet.RefreshFreshness(); break;
                }
            }

            kit.Fleet.Thaw();

            Assert.Equal(BeliefAfter(statements), Statement.Belief(kit.Fleet));
        }, iter: 2_000);

    private static ImmutableArray<string> BeliefAfter(IEnumerable<Statement> statements)
    {
        var kit = new FleetKit();
        foreach (var statement in statements)
            statement.Say(kit.Fleet);
        return Statement.Belief(kit.Fleet);
    }
}
