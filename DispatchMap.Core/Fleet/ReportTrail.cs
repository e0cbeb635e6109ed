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

    /// <summary>A ring, as long as a power of two: the newest mark is added, and the oldest forgotten, without moving any.</summary>
    private Mark[] _marks = new Mark[4];
    private int _first;
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

    public ImmutableArray<ReportMark> ToMarks() => [.. Enumerable.Range(0, _count).Select(i => At(i).ToPublic())];

    /// <summary>The one mark of a vehicle that needs no trail yet.</summary>
    public static ReportMark MarkOf(in HeldReport report) => Mark.Of(report, Motion.Unknown).ToPublic();

    /// <summary>Takes the mark into the trail if it is recent enough, and gives it as merged with what was known of that fix.</summary>
    private Mark Join(Mark mark)
    {
        var at = _count;
        while (at > 0 && At(at - 1).RecordedTicks > mark.RecordedTicks)
            at--;

        if (at > 0 && At(at - 1).RecordedTicks == mark.RecordedTicks)
            return At(at - 1) = Mark.Join(At(at - 1), mark);

        var newest = _count == 0 ? mark.RecordedTicks : Math.Max(mark.RecordedTicks, At(_count - 1).RecordedTicks);
        if (mark.RecordedTicks >= newest - Horizon && (_count < Capacity || at > 0))
        {
            if (_count == Capacity)
            {
                ForgetOldest();
                at--;
            }

            Insert(at, mark);
            while (At(0).RecordedTicks < newest - Horizon)
                ForgetOldest();
        }

        return mark;
    }

    private ref Mark At(int i) => ref _marks[(_first + i) & (_marks.Length - 1)];

    private void Insert(int at, in Mark mark)
    {
        if (_count == _marks.Length)
            Grow();
        for (var i = _count; i > at; i--)
            At(i) = At(i - 1);
        At(at) = mark;
        _count++;
    }

    private void ForgetOldest()
    {
        _first++;
        _count--;
    }

    private void Grow()
    {
        var marks = new Mark[_marks.Length * 2];
        for (var i = 0; i < _count; i++)
            marks[i] = At(i);
        (_marks, _first) = (marks, 0);
    }

    private long FirstStoppedAfter(long ticks)
    {
        long first = 0;
        for (var i = _count - 1; i >= 0 && At(i).RecordedTicks > ticks; i--)
        {
            if (At(i).Motion == Motion.Stopped)
                first = At(i).RecordedTicks;
        }

        return first;
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
