using System.Globalization;
using System.Text;
using DispatchMap.Core.Feeds;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>What a soak found, as text.</summary>
internal sealed class SoakReport
{
    /// <summary>Growth of managed memory that counts as flat, MB per minute.</summary>
    private const double FlatMb = 1;

    /// <summary>Growth of handles, threads and timers that counts as flat, per minute.</summary>
    private const double FlatCount = 2;

    /// <summary>
    /// A feed remembers 32 reports of each vehicle, which takes minutes to fill and is no leak: growth is judged from then on.
    /// </summary>
    private static readonly TimeSpan Filled = TimeSpan.FromMinutes(4);

    private const int FewestSamples = 4;

    public required SoakOptions Options { get; init; }

    public required Findings Findings { get; init; }

    public required Traffic Book { get; init; }

    public required Chaos Chaos { get; init; }

    public required Checkpoint Checkpoint { get; init; }

    public required Drill Drill { get; init; }

    public required IReadOnlyCollection<TimeSpan> Interruptions { get; init; }

    public required IReadOnlyList<Vitals> Vitals { get; init; }

    public required IReadOnlyList<FeedInfo> Feeds { get; init; }

    public required IReadOnlyList<SimulatedBrowser> Browsers { get; init; }

    public required SimulatorCounters Server { get; init; }

    public required TimeSpan Lasted { get; init; }

    public required TimeSpan Cpu { get; init; }

    public required int LeftFeeds { get; init; }

    public required int LeftLeases { get; init; }

    /// <summary>Whether every promise was kept.</summary>
    public bool Kept => !Promise.All.Any(Findings.Has) && LeftBehind == 0 && SocketsAreFlat && IsFlat && (MembersCame || !Options.TriesMembers);

    private bool MembersCame => Book is { Added: > 0, Removed: > 0, Moved: > 0 };

    private long LeftBehind => LeftFeeds + LeftLeases + Server.OpenSockets;

    private bool SocketsAreFlat => Vitals.All(sample => sample.Sockets == Options.Feeds);

    private Vitals[] Judged => [.. Vitals.Where(sample => sample.At >= Filled)];

    private bool CanJudge => Judged.Length >= FewestSamples;

    private bool IsFlat => !CanJudge || (IsWithin(sample => sample.ManagedMb, FlatMb) && IsWithin(sample => sample.Handles, FlatCount)
        && IsWithin(sample => sample.Threads, FlatCount) && IsWithin(sample => sample.Timers, FlatCount));

    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, "");
        Line(text, (FormattableString)$"DispatchMap soak: {Lasted.TotalMinutes:0.0} min, {Options.Vehicles} vehicles, {Options.Feeds} feeds, {Browsers.Count} browsers, seed {Options.Seed}");
        Line(text, "");
        foreach (var promise in Promise.All)
            Line(text, (FormattableString)$"  {promise,-28} {Findings.Count(promise),8}");
        Line(text, (FormattableString)$"  {"left behind at the end",-28} {LeftBehind,8}   ({LeftFeeds} feeds, {LeftLeases} leases, {Server.OpenSockets} sockets)");
        Line(text, (FormattableString)$"  {"sockets, when quiet",-28} {(SocketsAreFlat ? "flat" : "NOT FLAT"),8}");
        Line(text, (FormattableString)$"  {"memory, handles, threads",-28} {(!CanJudge ? "too short to judge" : IsFlat ? "flat" : "NOT FLAT"),8}");
        Line(text, (FormattableString)$"  {"vehicles joined and left",-28} {(MembersCame ? "tried" : "NOT TRIED"),8}   ({Book.Added} joined, {Book.Removed} left, {Book.Moved} to another group)");
        Line(text, "");
        Line(text, (FormattableString)$"compared     {Vitals.Count} quiet moments, {Checkpoint.Compared} vehicles in feeds and {Checkpoint.Compared * (long)(Browsers.Count / Options.Feeds)} in browsers; {Browsers.Sum(browser => browser.Updates)} updates of {Browsers.Sum(browser => browser.Bytes) / 1e6:0} MB judged as they came");
        Line(text, (FormattableString)$"vehicles     {Book.Reports} reports, {Book.Late} of them late; {Book.Quiet} silences, {Book.Offline} of them said to be offline");
        Line(text, (FormattableString)$"load         {Events / Lasted.TotalSeconds:0} events/s taken, {Server.MessagesSent / Lasted.TotalSeconds:0} messages/s sent; CPU {Cpu / Lasted * 100:0} % of one core with simulator and browsers");
        Line(text, (FormattableString)$"GC           {GC.CollectionCount(0)} + {GC.CollectionCount(1)} + {GC.CollectionCount(2)} collections, {GC.GetTotalPauseDuration().TotalMilliseconds:0} ms paused, {GC.GetTotalAllocatedBytes() / 1e6 / Lasted.TotalSeconds:0} MB/s allocated");
        Line(text, (FormattableString)$"requests     {string.Join(", ", Enum.GetValues<ApiCall>().Select(call => $"{call} {Server.Requests(call)}"))}");
        Line(text, (FormattableString)$"faults       {Counts(Chaos.Made.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, (long)pair.Value)))}");
        Line(text, (FormattableString)$"streams      {Server.SocketsOpened} sockets opened, {Feeds.Sum(feed => feed.Counts.Rotations)} rotations");
        Line(text, (FormattableString)$"reconnects   {Sums(counts => counts.Reconnects)}");
        Line(text, (FormattableString)$"rejected     {Sums(counts => counts.Rejected)}");
        Line(text, (FormattableString)$"seeds        {Sums(counts => counts.Seeds)}");
        Line(text, (FormattableString)$"recovery     {Spread(Drill.Recoveries)} from a cut of all sockets to Live");
        Line(text, (FormattableString)$"interrupted  {Spread(Interruptions)} as readers saw it, the faults' own time included");
        Line(text, (FormattableString)$"quiet        {Spread(Checkpoint.LiveAfter)} to Live, then {Spread(Checkpoint.TrueAfter)} to the whole truth");
        Line(text, "");
        Line(text, (FormattableString)$"{"at",10} {"managed MB",11} {"resident MB",12} {"handles",8} {"threads",8} {"timers",7} {"sockets",8}");
        foreach (var sample in Vitals)
            Line(text, (FormattableString)$"{sample.At,10:mm\\:ss} {sample.ManagedMb,11:0.0} {sample.ResidentMb,12:0} {sample.Handles,8} {sample.Threads,8} {sample.Timers,7} {sample.Sockets,8}");
        if (CanJudge)
            Line(text, (FormattableString)$"{"per minute",10} {Growth(sample => sample.ManagedMb),11:+0.00;-0.00} {Growth(sample => sample.ResidentMb),12:+0.0;-0.0} {Growth(sample => sample.Handles),8:+0.0;-0.0} {Growth(sample => sample.Threads),8:+0.0;-0.0} {Growth(sample => sample.Timers),7:+0.0;-0.0}   from {Filled.TotalMinutes:0} min on");
        if (CanJudge)
            Line(text, (FormattableString)$"{"±",10} {2 * Soak.Vitals.Growth(Judged, sample => sample.ManagedMb).Error,11:0.00}   (two standard errors)");
        Line(text, "");
        Line(text, (FormattableString)$"unlike the defaults: {string.Join(", ", SoakApp.Differences.Select(pair => $"{pair.Key["DispatchMap:".Length..]}={pair.Value}"))}");
        if (Findings.Quotes.Count > 0)
            Line(text, "");
        foreach (var quote in Findings.Quotes)
            Line(text, quote);
        Line(text, "");
        Line(text, !Kept ? "A promise was broken, or not tried."
            : MembersCame ? "Every promise was kept."
            : "Every promise was kept, but the run was too short for vehicles to join and leave.");
        return text.ToString();
    }

    private long Events => Feeds.Sum(feed => feed.Counts.Events.Values.Sum());

    private double Growth(Func<Vitals, double> figure) => Soak.Vitals.Growth(Judged, figure).Slope;

    /// <summary>
    /// Whether a figure grows by no more than a limit per minute, or not surely: the pools of simulator and framework come and go
    /// by more than a leak would add in a short run, and only a longer one has the samples to tell.
    /// </summary>
    private bool IsWithin(Func<Vitals, double> figure, double limit)
    {
        var (slope, error) = Soak.Vitals.Growth(Judged, figure);
        return slope - (2 * error) <= limit;
    }

    private string Sums(Func<FeedCounts, IReadOnlyDictionary<string, long>> which) => Counts(Feeds
        .SelectMany(feed => which(feed.Counts)).GroupBy(pair => pair.Key, pair => pair.Value)
        .Select(group => (group.Key, group.Sum())).OrderByDescending(pair => pair.Item2));

    private static string Counts(IEnumerable<(string Name, long Count)> counts) =>
        string.Join(", ", counts.Select(pair => $"{pair.Name} {pair.Count}"));

    private static string Spread(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? "none" : string.Create(CultureInfo.InvariantCulture,
            $"median {At(0.5):0.0} s, p95 {At(0.95):0.0} s, longest {At(1):0.0} s (n = {sorted.Length})");

        double At(double share) => sorted[(int)Math.Round((sorted.Length - 1) * share)].TotalSeconds;
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Line(StringBuilder text, string line) => text.AppendLine(line);
}
