namespace DispatchMap.Web.Components.People;

/// <summary>A link that is shown once, for an admin to pass on.</summary>
/// <param name="Text">Whom it is for, and for how long. May quote untrusted text.</param>
public sealed record HandOver(string Title, string Text, string Link);
