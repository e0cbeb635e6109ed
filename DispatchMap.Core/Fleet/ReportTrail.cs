using System.Collections.Immutable;

namespace DispatchMap.Core.Fleet;

/// <summary>
/// A vehicle's recent reports: the newest <see cref="Capacity"/> distinct fixes of the last hour, whatever order they came in, and
/// since when it has stood. The latter reaches back further than the trail; only a report that comes more than a whole trail late
/// can make it start too late.
/// </summary>
internal sealed class ReportTrail
{
    public const int Capacity = 32;
    private static readonly long Horizon = TimeSpan.FromHours(1).Ticks;

    private Mark[] _marks = new Mark[4];
    private int _count;
    private long _lastMoving;
    private long _stoppedSince;

    /// <summary>The first Stopped report after the last Moving one, UTC ticks; 0 when there is none.</summary>
    public long StoppedSince => _stoppedSince;

    public void Add(in HeldReport report, Motion motion)
    {
        var mark = Join(Mark.Of(report, motion));
        if (mark.Motion == Motion.Moving && mark.RecordedTicks > _lastMoving)
        {
            _lastMoving = mark.RecordedTicks;
            if (_stoppedSince <= _lastMoving)
                _stoppedSince = FirstStoppedAfter(_lastMoving);
        }
        else if (mark.Motion == Motion.Stopped && mark.RecordedTicks > _lastMoving
            && (_stoppedSince == 0 || mark.RecordedTicks < _stoppedSince))
        {
            _stoppedSince = mark.RecordedTicks;
        }
    }

    public ImmutableArray<ReportMark> ToMarks() => [.. _marks.Take(_count).Select(mark => mark.ToPublic())];

    /// <summary>The one mark of a vehicle that needs no trail yet.</summary>
    public static ReportMark MarkOf(in HeldReport report) => Mark.Of(report, Motion.Unknown).ToPublic();

    /// <summary>Takes the mark into the trail if it is recent enough, and gives it as merged with what was known of that fix.</summary>
    private Mark Join(Mark mark)
    {
        var at = _count;
        while (at > 0 && _marks[at - 1].RecordedTicks > mark.RecordedTicks)
            at--;

        if (at > 0 && _marks[at - 1].RecordedTicks == mark.RecordedTicks)
            return _marks[at - 1] = Mark.Join(_marks[at - 1], mark);

        var newest = _count == 0 ? mark.RecordedTicks : Math.Max(mark.RecordedTicks, _marks[_count - 1].RecordedTicks);
        if (mark.RecordedTicks >= newest - Horizon && (_count < Capacity || at > 0))
        {
            if (_count == Capacity)
            {
                Forget(1);
                at--;
            }

            Insert(at, mark);
            var old = 0;
            while (_marks[old].RecordedTicks < newest - Horizon)
                old++;
            Forget(old);
        }

        return mark;
    }

    private void Insert(int at, Mark mark)
    {
        if (_count == _marks.Length)
            Array.Resize(ref _marks, _count * 2);
        Array.Copy(_marks, at, _marks, at + 1, _count - at);
        _marks[at] = mark;
        _count++;
    }

    private void Forget(int oldest)
    {
        if (oldest == 0)
            return;
        _count -= oldest;
        Array.Copy(_marks, oldest, _marks, 0, _count);
    }

    private long FirstStoppedAfter(long ticks)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_marks[i].RecordedTicks > ticks && _marks[i].Motion == Motion.Stopped)
                return _marks[i].RecordedTicks;
        }

        return 0;
    }

    /// <param name="LagMs">Received minus recorded; <see cref="int.MinValue"/> when not said.</param>
    private readonly record struct Mark(long RecordedTicks, int LagMs, Motion Motion)
    {
        public static Mark Of(in HeldReport report, Motion motion) => new(
            report.RecordedTicks,
            report.ReceivedTicks == 0
                ? int.MinValue
                : (int)Math.Clamp((report.ReceivedTicks - report.RecordedTicks) / TimeSpan.TicksPerMillisecond, -int.MaxValue, int.MaxValue),
            motion);

        // As the merged report has the greater speed, Moving wins over Stopped and both over Unknown.
        public static Mark Join(Mark a, Mark b) => new(
            a.RecordedTicks,
            Math.Max(a.LagMs, b.LagMs),
            a.Motion == Motion.Moving || b.Motion == Motion.Moving ? Motion.Moving : (Motion)Math.Max((byte)a.Motion, (byte)b.Motion));

        public ReportMark ToPublic() => new(
            new DateTimeOffset(RecordedTicks, TimeSpan.Zero), LagMs == int.MinValue ? null : TimeSpan.FromMilliseconds(LagMs));
    }
}
