namespace DispatchMap.Simulator;

/// <summary>The object around a list: <c>{"data":[…]}</c>, <c>{"items":[…]}</c>, <c>{"content":[…]}</c> or <c>[…]</c>.</summary>
public enum ListEnvelope
{
    /// <summary><c>{"data":[…]}</c></summary>
    Data,

    /// <summary><c>{"items":[…]}</c></summary>
    Items,

    /// <summary><c>{"content":[…]}</c></summary>
    Content,

    /// <summary><c>[…]</c></summary>
    Bare,
}
