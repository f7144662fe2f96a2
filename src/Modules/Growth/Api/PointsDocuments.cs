using Guildhall.Growth.Boards;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Own;
using Guildhall.Kernel.Values;

namespace Guildhall.Growth.Api;

public sealed record EverywhereDocument(IReadOnlyList<CommunityPointsDocument> Items);

/// <param name="Balance">What can be spent.</param>
/// <param name="Lifetime">What was earned in all.</param>
/// <param name="Level">From 1; null before anything was earned.</param>
public sealed record CommunityPointsDocument(long CommunityId, string Slug, string Name, long Balance, long Lifetime, int? Level);

/// <param name="Threshold">Points earned in all from which on one is on it.</param>
public sealed record LevelDocument(int Number, string NameEn, string NameZh, long Threshold)
{
    internal static LevelDocument? Of(PointsLevel? level) =>
        level is null ? null : new(level.Number, level.NameEn, level.NameZh, level.Threshold);
}

/// <param name="At">UTC.</param>
public sealed record ExpiringDocument(DateTime At, long Points);

/// <param name="Next">Null on the last level.</param>
/// <param name="Hidden">Whether the caller is left out of boards.</param>
public sealed record StandingDocument(
    long Balance, long Lifetime, LevelDocument? Level, LevelDocument? Next, bool Hidden, IReadOnlyList<ExpiringDocument> Expiring);

/// <param name="Reason">"earned", "taken_back", "given", "taken", "redeemed", "returned" or "expired".</param>
/// <param name="Deed">What it was earned for; null for other reasons.</param>
/// <param name="Kept">Points that should have been taken back and were spent already.</param>
public sealed record HistoryItem(
    long Id, DateTime At, string Reason, string? Deed, long Amount, long Kept, string Note, string Title, string? Path)
{
    internal static HistoryItem Of(HistoryLine line) => new(
        line.Id, line.At, EnumWords.Of(line.Reason), line.Deed is { } deed ? EnumWords.Of(deed) : null, line.Amount, line.Kept, line.Note,
        line.Title, line.Path);
}

/// <param name="Next">Pass it as <c>before</c>; null on the last page.</param>
public sealed record HistoryDocument(IReadOnlyList<HistoryItem> Items, long? Next);

/// <param name="Place">From 1; equal points share it, and the next place follows without a gap.</param>
public sealed record BoardItem(int Place, long MemberId, string Name, int? Level, long Points, bool Mine)
{
    internal static BoardItem Of(BoardRow row) => new(row.Place, row.MemberId, row.Name, row.Level?.Number, row.Points, row.IsMine);
}

/// <param name="Mine">The caller's line where it is not among the items.</param>
public sealed record BoardDocument(string Span, IReadOnlyList<BoardItem> Items, BoardItem? Mine);

/// <param name="Since">UTC; null for who does not have it.</param>
public sealed record BadgeDocument(string Slug, string Name, string About, int Holders, DateTime? Since);

public sealed record BadgesDocument(IReadOnlyList<BadgeDocument> Items);
