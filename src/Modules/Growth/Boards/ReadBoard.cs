using Guildhall.Growth.Books;
using Guildhall.Growth.Levels;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Boards;

/// <summary>A line of a board.</summary>
/// <param name="Handle"><c>null</c> for whoever has no page that everybody sees.</param>
public sealed record BoardRow(
    int Place, long MemberId, string Name, string? Face, string? Handle, ShownLevel? Level, long Points, bool IsMine);

/// <summary>A board as a member sees it.</summary>
/// <param name="Mine">Their own line where it is not among the others; <c>null</c> also where they have earned nothing.</param>
/// <param name="IsHidden">Whether they do not want to be shown.</param>
internal sealed record Board(IReadOnlyList<BoardRow> Rows, BoardRow? Mine, bool IsHidden);

/// <summary>
/// Who has earned most. Left out are members who do not want to be shown, who are suspended or no members any more, and programs. The first
/// thousand are ranked exactly; whoever is behind them is told the place among all who have earned anything.
/// </summary>
internal sealed class ReadBoard(
    AppDb db, PointsGate gate, KnownBoards known, IAccess access, IShownLevels levels, IShownHandles handles, CommunityScope scope)
{
    public const int Shown = 50;
    private const int Ranked = 1_000;

    public async Task<Board> RunAsync(BoardSpan span, CancellationToken cancel)
    {
        var me = await gate.RequireMemberAsync(cancel);
        var isHidden = await db.Set<MemberStanding>().AnyAsync(s => s.MemberId == me && s.HiddenAt != null, cancel);
        var places = await PlacesAsync(span, cancel);
        var shown = places.Take(Shown).ToList();
        var mine = places.FirstOrDefault(p => p.MemberId == me) ?? await OwnAsync(span, me, places, cancel);
        var rows = await RowsAsync(shown.Any(p => p.MemberId == me) || mine is null ? shown : [.. shown, mine], me, cancel);
        return new Board([.. rows.Take(shown.Count)], rows.Count > shown.Count ? rows[^1] : null, isHidden);
    }

    private async Task<IReadOnlyList<BoardPlace>> PlacesAsync(BoardSpan span, CancellationToken cancel)
    {
        if (known.Find(scope.Id, span) is { } kept)
            return kept;
        var changes = known.ChangesOf(scope.Id);
        var hidden = db.Set<MemberStanding>().Where(s => s.HiddenAt != null).Select(s => s.MemberId);
        var people = db.Members.Where(m => !m.IsBot && m.ForgottenAt == null && !hidden.Contains(m.Id)).Select(m => m.Id);
        var earned = await Earned(span).Where(e => e.Points > 0 && people.Contains(e.MemberId))
            .OrderByDescending(e => e.Points).ThenBy(e => e.MemberId).Take(Ranked).ToListAsync(cancel);
        var need = Need.ToRead(scope.Id, new Thing("community", scope.Id), new Requirement.AnyTier());
        var here = (await access.WhoMayAsync([.. earned.Select(e => new Viewer(e.MemberId))], need, gate.Now, cancel))
            .Select(v => v.MemberId!.Value).ToHashSet();
        var places = Rank(earned.Where(e => here.Contains(e.MemberId)).Select(e => (e.MemberId, e.Points)));
        known.Keep(scope.Id, span, places, changes);
        return places;
    }

    /// <summary>Equal points, equal place; the next one follows without a gap.</summary>
    internal static IReadOnlyList<BoardPlace> Rank(IEnumerable<(long MemberId, long Points)> falling)
    {
        var (places, place, before) = (new List<BoardPlace>(), 0, long.MaxValue);
        foreach (var (member, points) in falling)
        {
            if (points < before)
                place++;
            before = points;
            places.Add(new BoardPlace(place, member, points));
        }
        return places;
    }

    /// <summary>The place of whoever asks and is not on the board, as if they were.</summary>
    private async Task<BoardPlace?> OwnAsync(BoardSpan span, long me, IReadOnlyList<BoardPlace> places, CancellationToken cancel)
    {
        var points = await Earned(span).Where(e => e.MemberId == me).Select(e => (long?)e.Points).SingleOrDefaultAsync(cancel);
        if (points is not > 0)
            return null;
        var above = places.Count < Ranked ? places.Where(p => p.Points > points).Select(p => p.Points).Distinct().Count()
            : await Earned(span).Where(e => e.Points > points).Select(e => e.Points).Distinct().CountAsync(cancel);
        return new BoardPlace(above + 1, me, points.Value);
    }

    private IQueryable<EarnedPoints> Earned(BoardSpan span)
    {
        if (span == BoardSpan.All)
            return db.Set<MemberStanding>().Select(s => new EarnedPoints { MemberId = s.MemberId, Points = s.Lifetime });
        var from = gate.Now.AddDays(span == BoardSpan.Week ? -7 : -30);
        return db.Set<PointsEntry>().Where(e => e.Account == PointsAccount.Issued && e.LotAt >= from).GroupBy(e => e.MemberId)
            .Select(g => new EarnedPoints { MemberId = g.Key, Points = -g.Sum(e => e.Amount) });
    }

    private async Task<List<BoardRow>> RowsAsync(IReadOnlyList<BoardPlace> places, long me, CancellationToken cancel)
    {
        var ids = places.Select(p => p.MemberId).ToList();
        var people = await db.Members.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
        var (shown, pages) = (await levels.OfAsync(scope.Id, ids, cancel), await handles.OfAsync(ids, cancel));
        return [.. places.Select(p => new BoardRow(
            p.Place, p.MemberId, people[p.MemberId].Name, people[p.MemberId].Face, pages.GetValueOrDefault(p.MemberId),
            shown.GetValueOrDefault(p.MemberId), p.Points, p.MemberId == me))];
    }

    private sealed class EarnedPoints
    {
        public long MemberId { get; init; }
        public long Points { get; init; }
    }
}
