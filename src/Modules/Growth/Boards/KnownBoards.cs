using System.Collections.Concurrent;

namespace Guildhall.Growth.Boards;

/// <summary>Over which time a board counts.</summary>
public enum BoardSpan
{
    /// <summary>Seven days.</summary>
    Week,

    /// <summary>Thirty days.</summary>
    Month,

    /// <summary>From the beginning.</summary>
    All,
}

/// <summary>One place of a board.</summary>
/// <param name="Place">From 1; whoever has as many shares it, and the next place follows without a gap.</param>
internal sealed record BoardPlace(int Place, long MemberId, long Points);

/// <summary>
/// Boards that this node has counted, kept for a while: until something was booked here, and at most for <see cref="Longest"/>, since other
/// nodes book too and days go by.
/// </summary>
internal sealed class KnownBoards(TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(long Community, BoardSpan Span), (IReadOnlyList<BoardPlace> Places, DateTime At,
        int Changes)> _boards = [];
    private readonly ConcurrentDictionary<long, int> _changes = [];

    public int ChangesOf(long communityId) => _changes.GetValueOrDefault(communityId);

    public IReadOnlyList<BoardPlace>? Find(long communityId, BoardSpan span) =>
        _boards.TryGetValue((communityId, span), out var kept) && kept.Changes == ChangesOf(communityId)
        && time.GetUtcNow().UtcDateTime - kept.At < Longest ? kept.Places : null;

    public void Keep(long communityId, BoardSpan span, IReadOnlyList<BoardPlace> places, int changes) =>
        _boards[(communityId, span)] = (places, time.GetUtcNow().UtcDateTime, changes);

    public void Changed(long communityId) => _changes.AddOrUpdate(communityId, 1, (_, n) => unchecked(n + 1));
}
