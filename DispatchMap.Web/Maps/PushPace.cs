namespace DispatchMap.Web.Maps;

/// <summary>
/// How often the browsers of this node are told: at most four times a second, less often when there are so many of them that
/// telling would take the node's time, and never all at once.
/// </summary>
internal sealed class PushPace
{
    /// <summary>Positions come every few seconds and the browser glides between them.</summary>
    public static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>For a map that nobody can see: enough to be right soon when somebody looks again.</summary>
    public static readonly TimeSpan HiddenInterval = TimeSpan.FromSeconds(5);

    /// <summary>The list, the card and the bar are read by people: once a second is enough. The map and the ages go on without.</summary>
    public static readonly TimeSpan ShortestLook = TimeSpan.FromSeconds(1);

    /// <summary>One browser more costs all of them so much of their pace: 1,500 frames a second at most.</summary>
    private static readonly TimeSpan PerBrowser = TimeSpan.FromSeconds(1) / 1500;

    private const double GoldenRatio = 0.6180339887498949;

    private int _browsers;
    private int _seats;

    /// <summary>How long a browser waits from one frame to the next.</summary>
    public TimeSpan Interval => TimeSpan.FromTicks(Math.Max(FrameInterval.Ticks, PerBrowser.Ticks * Volatile.Read(ref _browsers)));

    /// <summary>How long a page waits from one look at its feed to the next: among many browsers, for two frames.</summary>
    public TimeSpan LookInterval => TimeSpan.FromTicks(Math.Max(ShortestLook.Ticks, 2 * Interval.Ticks));

    /// <summary>Waits of pages that end within this of each other end together: an interval is spread over ten such moments.</summary>
    public TimeSpan Grain => Interval / 10;

    /// <summary>Takes a browser in until the seat is disposed.</summary>
    public Seat Enter()
    {
        Interlocked.Increment(ref _browsers);
        return new(this, Interlocked.Increment(ref _seats) * GoldenRatio % 1);
    }

    /// <summary>A browser's place among those of the node.</summary>
    /// <param name="phase">Where in the interval its turn is, 0 to 1: evenly spread however many there are.</param>
    internal sealed class Seat(PushPace pace, double phase) : IDisposable
    {
        private bool _left;

        /// <summary>How long it waits from one frame to the next.</summary>
        /// <param name="shown">Whether somebody can see the map.</param>
        public TimeSpan Interval(bool shown) => shown ? pace.Interval : HiddenInterval;

        /// <summary>
        /// How long it lets others go first when a change wakes them all: next to nothing among few, up to the interval among many.
        /// </summary>
        public TimeSpan Turn => phase * TimeSpan.FromTicks(Math.Min(pace.Interval.Ticks, PerBrowser.Ticks * Volatile.Read(ref pace._browsers)));

        public void Dispose()
        {
            if (!_left)
                Interlocked.Decrement(ref pace._browsers);
            _left = true;
        }
    }
}
