namespace DispatchMap.Simulator.FaultInjection;

/// <summary>What faults can do to the open sockets. Each returns how many it met.</summary>
internal interface IStreamControl
{
    int DropAll();

    int CloseAll(int code, string? reason);

    int SendToAll(string text);

    void WakeAll();
}
