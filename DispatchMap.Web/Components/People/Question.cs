using DispatchMap.Web.People;

namespace DispatchMap.Web.Components.People;

/// <summary>Something to think about before it is done.</summary>
/// <param name="Text">What it means for the one it is done to. May quote untrusted text.</param>
/// <param name="Button">The word for doing it.</param>
public sealed record Question(string Title, string Text, string Button, Func<Task<PeopleAnswer>> Do);
