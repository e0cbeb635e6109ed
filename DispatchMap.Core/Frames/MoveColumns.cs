using System.Buffers.Binary;

namespace DispatchMap.Core.Frames;

/// <summary>Moves and new states as columns of differences (docs/frames.md): most of them are small, so most take few bits.</summary>
internal sealed class MoveColumns
{
    /// <summary>Slot, latitude, longitude, recorded, speed, heading, lag.</summary>
    public const int MoveCodes = 7;

    /// <summary>The one whose smallest number is told apart: vehicles mostly report every so many seconds.</summary>
    public const int TimeCode = 3;

    private readonly RiceColumn[] _moves = [new(), new(), new(), new(), new(), new(), new()];
    private readonly RiceColumn _slots = new();
    private readonly List<int> _times = [];
    private readonly List<FrameState?> _movedStates = [];
    private readonly List<FrameState> _states = [];
    private int _lastMoved;
    private int _lastRestated;
    private int _stateBits;

    public int Moves => _movedStates.Count;

    public int Restated => _states.Count;

    public void Clear()
    {
        foreach (var column in _moves)
            column.Clear();
        _slots.Clear();
        _times.Clear();
        _movedStates.Clear();
        _states.Clear();
        (_lastMoved, _lastRestated, _stateBits) = (-1, -1, 0);
    }

    /// <summary>Adds a move; their slots ascend.</summary>
    public void Add(in FrameMove move)
    {
        _moves[0].Add((uint)(move.Slot - _lastMoved - 1));
        _moves[1].AddSigned(move.Latitude);
        _moves[2].AddSigned(move.Longitude);
        _times.Add(move.RecordedMs);
        _moves[4].AddSigned(move.Speed);
        _moves[5].AddSigned(move.Heading);
        _moves[6].AddSigned(move.Lag);
        _movedStates.Add(move.State);
        _lastMoved = move.Slot;
        _stateBits += move.State is null ? 1 : 1 + FrameState.Width;
    }

    /// <summary>Adds a state; their slots ascend.</summary>
    public void Add(in FrameRestate restate)
    {
        _slots.Add((uint)(restate.Slot - _lastRestated - 1));
        _states.Add(restate.State);
        _lastRestated = restate.Slot;
    }

    /// <summary>Both sections.</summary>
    public void WriteTo(FrameWriter frame)
    {
        if (Moves > 0)
            WriteMoves(frame);
        if (Restated > 0)
            WriteStates(frame);
    }

    private void WriteMoves(FrameWriter frame)
    {
        // Most devices speak of whole seconds.
        var unit = _times.TrueForAll(time => time % 1000 == 0) ? 1000 : 1;
        foreach (var time in _times)
            _moves[TimeCode].AddSigned(time / unit);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.Take(sizeof(ushort)), (ushort)unit);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.Take(sizeof(uint)), _moves[TimeCode].Rebase());
        long bits = _stateBits;
        var parameters = frame.Take(MoveCodes);
        for (var i = 0; i < MoveCodes; i++)
        {
            var chosen = _moves[i].Choose();
            parameters[i] = (byte)chosen.Parameter;
            bits += chosen.Bits;
        }

        // Taking more may move the frame; what has been written before can still be read here.
        var to = new BitWriter(frame.Take(Bytes(bits)));
        for (var i = 0; i < MoveCodes; i++)
            _moves[i].Write(ref to, parameters[i]);
        foreach (var state in _movedStates)
        {
            to.Write(state is null ? 0u : 1u, 1);
            if (state is { } changed)
                to.Write(changed.Bits, FrameState.Width);
        }

        to.End();
    }

    private void WriteStates(FrameWriter frame)
    {
        var (parameter, bits) = _slots.Choose();
        frame.Take(1)[0] = (byte)parameter;
        var to = new BitWriter(frame.Take(Bytes(bits + (FrameState.Width * Restated))));
        _slots.Write(ref to, parameter);
        foreach (var state in _states)
            to.Write(state.Bits, FrameState.Width);
        to.End();
    }

    private static int Bytes(long bits) => checked((int)((bits + 7) / 8));
}
