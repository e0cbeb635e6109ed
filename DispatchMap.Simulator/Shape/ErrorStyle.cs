namespace DispatchMap.Simulator;

/// <summary>The body of a refusal.</summary>
public enum ErrorStyle
{
    /// <summary><c>{"error","error_description"}</c></summary>
    OAuth,

    /// <summary><c>{"code","message"}</c></summary>
    CodeMessage,

    /// <summary>An HTML page.</summary>
    Html,

    /// <summary>No body.</summary>
    Empty,
}
