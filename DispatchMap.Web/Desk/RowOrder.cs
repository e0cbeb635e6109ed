namespace DispatchMap.Web.Desk;

/// <summary>An order of a listing's rows: which row stands at a rank, and at which rank a row stands.</summary>
internal sealed class RowOrder
{
    private readonly int _count;
    private readonly bool _reversed;
    private readonly int[]? _positions;
    private readonly Lazy<int[]>? _ranks;

    private RowOrder(int count, bool reversed) => (_count, _reversed) = (count, reversed);

    /// <param name="positions">The position in the listing for each rank.</param>
    public RowOrder(int[] positions)
    {
        (_count, _positions) = (positions.Length, positions);
        _ranks = new(() =>
        {
            var ranks = new int[positions.Length];
            for (var rank = 0; rank < ranks.Length; rank++)
                ranks[positions[rank]] = rank;
            return ranks;
        });
    }

    /// <summary>The listing's own order, or that turned round: nothing has to be kept for it.</summary>
    public static RowOrder OfListing(int count, bool reversed) => new(count, reversed);

    /// <summary>The position in the listing of the row that stands there.</summary>
    public int At(int rank) => _positions is not null ? _positions[rank] : Turn(rank);

    /// <summary>Where the row at a position of the listing stands.</summary>
    public int RankOf(int position) => _ranks is not null ? _ranks.Value[position] : Turn(position);

    private int Turn(int at) => _reversed ? _count - 1 - at : at;
}
