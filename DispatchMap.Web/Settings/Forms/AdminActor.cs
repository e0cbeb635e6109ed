using DispatchMap.Web.Audit;
using DispatchMap.Web.People;

namespace DispatchMap.Web.Settings.Forms;

/// <summary>Whoever changes settings: an admin, whatever the page believed.</summary>
internal sealed class AdminActor(CurrentViewer viewer)
{
    /// <exception cref="NotAllowedException">The viewer is no admin, or no longer.</exception>
    public async Task<AuditActor> GetAsync() => await viewer.GetAsync() is { Role: Role.Admin } who
        ? AuditActor.Of(who, "")
        : throw new NotAllowedException();
}
