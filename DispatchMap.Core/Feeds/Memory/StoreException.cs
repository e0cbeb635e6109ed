namespace DispatchMap.Core.Feeds.Memory;

/// <summary>The store cannot be used now. The message is for a person, and holds no secret.</summary>
public sealed class StoreException(string message) : Exception(message);
