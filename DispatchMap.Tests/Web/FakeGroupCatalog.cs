using DispatchMap.Core.Groups;

namespace DispatchMap.Tests.Web;

/// <summary>The groups the test says there are, or its failure.</summary>
internal sealed class FakeGroupCatalog : IGroupCatalog
{
    public VehicleGroups Groups { get; set; } = VehicleGroups.None;

    public Exception? Failure { get; set; }

    public Task<VehicleGroups> GetAsync(CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult(Groups) : Task.FromException<VehicleGroups>(Failure);
}
