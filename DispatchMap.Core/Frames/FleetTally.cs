using System.Runtime.CompilerServices;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>How many vehicles are in each state: by the numbers of <see cref="Connection"/>, then by those of <see cref="Motion"/>.</summary>
[InlineArray(Length)]
internal struct FleetTally
{
    public const int Length = Connections + Motions;

    private const int Connections = (int)Connection.NeverSeen + 1;
    private const int Motions = (int)Motion.Stopped + 1;

    private int _first;

    /// <summary>Counts a vehicle in, or with −1 out.</summary>
    public void Add(FrameState state, int by)
    {
        this[(int)state.Connection] += by;
        this[Connections + (int)state.Motion] += by;
    }
}
