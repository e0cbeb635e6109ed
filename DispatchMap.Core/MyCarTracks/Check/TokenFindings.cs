namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>The access token that was granted.</summary>
/// <param name="Lifetime">How long it is valid.</param>
/// <param name="InForm">Whether the credentials had to go as form fields; as a Basic header otherwise.</param>
public sealed record TokenFindings(TimeSpan Lifetime, bool InForm);
