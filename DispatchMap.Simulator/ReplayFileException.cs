namespace DispatchMap.Simulator;

/// <summary>A replay file cannot be used. The message names the file, the line and what is wrong with it.</summary>
public sealed class ReplayFileException(string message) : Exception(message);
