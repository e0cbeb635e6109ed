namespace DispatchMap.Web.People;

/// <summary>The viewer asked for something that is not for this viewer, or does not exist: no difference is made.</summary>
internal sealed class NotAllowedException() : Exception("This is not open to you.");
