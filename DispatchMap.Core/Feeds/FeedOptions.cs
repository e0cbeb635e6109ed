using System.ComponentModel.DataAnnotations;

namespace DispatchMap.Core.Feeds;

/// <summary>How feeds behave. Configuration section <c>DispatchMap:Feeds</c>.</summary>
public sealed class FeedOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "DispatchMap:Feeds";

    /// <summary>How long a feed lives on after its last reader left, so that a page reload is free.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long changes are gathered into one version. What a busy stream brings is read every 80 ms or so, however short this is.</summary>
    public TimeSpan PublishInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a new stream may take, once the vendor has created it, until it says <c>connected</c>.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A stream is dead after two heartbeats and this without a message.</summary>
    public TimeSpan SilenceAllowance { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A stream that is back within this time was never away, for readers.</summary>
    public TimeSpan Blink { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a reconnected feed waits for the positions it missed before it shows what its stream brings without them.</summary>
    public TimeSpan SeedPatience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The first wait before another attempt lies between nothing and this; every further one may be twice as long.</summary>
    public TimeSpan BackoffFirst { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before another attempt.</summary>
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A stream that brought something for this long was a success: the next wait is short again.</summary>
    public TimeSpan BackoffResetAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Streams are not replaced sooner than this, whatever the clocks say, and one that the vendor closes sooner is trouble,
    /// however orderly.
    /// </summary>
    public TimeSpan ShortestTerm { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an account that is blocked looks whether an admin has mended things: one feed does, for all.</summary>
    public TimeSpan BlockedProbe { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How much later each feed may follow than the one before it when the vendor is back after trouble, at most.</summary>
    public TimeSpan FollowerStep { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How often feeds that were refused a stream because others have theirs read the positions instead, and the longest wait until
    /// one of them tries again for all.
    /// </summary>
    public TimeSpan SecondStreamRetry { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the account's groups, once read, serve: longer when that takes more than ten requests, by as much. A feed of groups
    /// then looks whether vehicles were put into them or taken out, as no stream says so of one that stands.
    /// </summary>
    public TimeSpan GroupsMaxAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The most vehicles a feed holds, whatever upstream names.</summary>
    public int MaxVehicles { get; set; } = 250_000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most)[] times =
        [
            (nameof(Linger), Linger, TimeSpan.Zero, TimeSpan.FromHours(1)),
            (nameof(PublishInterval), PublishInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5)),
            (nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)),
            (nameof(SilenceAllowance), SilenceAllowance, TimeSpan.Zero, TimeSpan.FromMinutes(2)),
            (nameof(Blink), Blink, TimeSpan.Zero, TimeSpan.FromSeconds(30)),
            (nameof(SeedPatience), SeedPatience, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
            (nameof(BackoffFirst), BackoffFirst, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            (nameof(BackoffMax), BackoffMax, BackoffFirst, TimeSpan.FromHours(1)),
            (nameof(BackoffResetAfter), BackoffResetAfter, TimeSpan.Zero, TimeSpan.FromHours(1)),
            (nameof(ShortestTerm), ShortestTerm, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            (nameof(FollowerStep), FollowerStep, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
            (nameof(SecondStreamRetry), SecondStreamRetry, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            (nameof(BlockedProbe), BlockedProbe, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)),
            (nameof(GroupsMaxAge), GroupsMaxAge, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
        ];
        foreach (var (name, value, least, most) in times)
        {
            if (value < least || value > most)
                yield return new($"{Section}:{name} must be between {least:c} and {most:c}.", [name]);
        }

        if (MaxVehicles is < 1 or > 1_000_000)
            yield return new($"{Section}:{nameof(MaxVehicles)} must be between 1 and 1000000.", [nameof(MaxVehicles)]);
    }
}
