using System.Globalization;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Ui.Lists;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

/// <param name="Since">Start of the first grant in this community, UTC.</param>
/// <param name="Until">End of the tier, UTC; <c>null</c> when it has no end or there is none.</param>
public sealed record MemberRow(
    long Id, string Name, long? TierId, string? Tier, DateTime Since, DateTime? Until, IReadOnlyList<string> Roles)
{
    /// <summary>Address of their picture; <c>null</c> without one.</summary>
    public string? Face { get; init; }
}

/// <summary>Who belongs, or has belonged, to the community of the request; newest accounts first.</summary>
internal sealed class MemberList(AppDb db, IMembers members, TimeProvider time)
{
    public const int PageSize = 50;

    public async Task<Page<MemberRow, long>> ReadAsync(string? search, long? tierId, long? before, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = await MatchingAsync(search, tierId, cancel);
        if (before is not null)
            found = found.Where(m => m.Id < before);

        var page = await found.OrderByDescending(m => m.Id).Select(m => new { m.Id, m.Name, m.Face })
            .PageAsync(PageSize, m => m.Id, cancel);
        var ledgers = await LedgersAsync([.. page.Items.Select(m => m.Id)], now, cancel);
        return page.Select(m => Row(m.Id, m.Name, ledgers[m.Id], now) with { Face = m.Face });
    }

    /// <summary>The same by name.</summary>
    public async Task<Page<MemberRow, SortedKey>> ByNameAsync(
        string? search, long? tierId, SortedKey? after, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = await MatchingAsync(search, tierId, cancel);
        if (after is { } key)
            found = found.Where(m => string.Compare(m.Name, key.Value) > 0 || (m.Name == key.Value && m.Id > key.Id));
        var page = await found.OrderBy(m => m.Name).ThenBy(m => m.Id).Select(m => new { m.Id, m.Name, m.Face })
            .PageAsync(PageSize, m => new SortedKey(m.Name, m.Id), cancel);
        var ledgers = await LedgersAsync([.. page.Items.Select(m => m.Id)], now, cancel);
        return page.Select(m => Row(m.Id, m.Name, ledgers[m.Id], now) with { Face = m.Face });
    }

    /// <summary>The whole list by name, page by page, so that memory does not grow with it.</summary>
    public async IAsyncEnumerable<MemberRow> AllAsync(
        string? search, long? tierId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        SortedKey? after = null;
        do
        {
            var page = await ByNameAsync(search, tierId, after, cancel);
            foreach (var row in page.Items)
                yield return row;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Those of them who are here.</summary>
    public async Task<IReadOnlyList<(long Id, string Name)>> NamesAsync(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        [.. (await Everyone().Where(m => ids.Contains(m.Id)).OrderBy(m => m.Name).ThenBy(m => m.Id).Take(PageSize)
            .Select(m => new { m.Id, m.Name }).ToListAsync(cancel)).Select(m => (m.Id, m.Name))];

    /// <summary>How many match, and the highest id of them.</summary>
    public async Task<(int Matching, long Through)> CountAsync(string? search, long? tierId, CancellationToken cancel = default)
    {
        var found = await MatchingAsync(search, tierId, cancel);
        return (await found.CountAsync(cancel), await found.MaxAsync(m => (long?)m.Id, cancel) ?? 0);
    }

    /// <summary>The next ones of a deed for all that match, by their ids, and how many there are from here on.</summary>
    public async Task<(IReadOnlyList<(long Id, string Name)> Next, int Remaining)> StepAsync(
        string? search, long? tierId, DeedStep step, CancellationToken cancel = default)
    {
        var found = (await MatchingAsync(search, tierId, cancel)).Where(m => m.Id > step.After && m.Id <= step.Through);
        var next = await found.OrderBy(m => m.Id).Take(DeedStep.Size).Select(m => new { m.Id, m.Name }).ToListAsync(cancel);
        return ([.. next.Select(m => (m.Id, m.Name))], await found.CountAsync(cancel));
    }

    private async Task<IQueryable<Member>> MatchingAsync(string? search, long? tierId, CancellationToken cancel) => await NarrowAsync(
        tierId is { } tier ? await HoldersAsync(tier, time.GetUtcNow().UtcDateTime, cancel) : Everyone(), search?.Trim(), cancel);

    private IQueryable<Member> Everyone() => db.Members.AsNoTracking()
        .Where(m => !m.IsBot && m.ForgottenAt == null && db.Set<Grant>().Any(g => g.MemberId == m.Id));

    /// <summary>Whose highest tier it is, so that every member is found under one tier.</summary>
    private async Task<IQueryable<Member>> HoldersAsync(long tierId, DateTime now, CancellationToken cancel)
    {
        var tiers = await db.Set<Tier>().AsNoTracking().Select(t => new { t.Id, t.Rank }).ToListAsync(cancel);
        var rank = tiers.FirstOrDefault(t => t.Id == tierId)?.Rank;
        var above = tiers.Where(t => t.Rank > rank || (t.Rank == rank && t.Id < tierId)).Select(t => (long?)t.Id).ToList();
        var inForce = db.Set<Grant>().Where(GrantsInForce.At(now));
        return db.Members.AsNoTracking().Where(m =>
            !m.IsBot && inForce.Any(g => g.MemberId == m.Id && g.TierId == tierId)
            && !inForce.Any(g => g.MemberId == m.Id && above.Contains(g.TierId)));
    }

    private async Task<IQueryable<Member>> NarrowAsync(IQueryable<Member> found, string? search, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(search))
            return found;
        if (search.Contains('@'))
        {
            var id = (await members.FindAsync(search, cancel))?.Id ?? 0;
            return found.Where(m => m.Id == id);
        }
        var words = search.ToLowerInvariant();
        return long.TryParse(search, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? found.Where(m => m.Id == number || m.Name.ToLower().Contains(words))
            : found.Where(m => m.Name.ToLower().Contains(words));
    }

    private static MemberRow Row(long id, string name, (MemberLedger Ledger, DateTime Since) standing, DateTime now)
    {
        var holdings = standing.Ledger.HoldingsAt(now, null);
        return new MemberRow(id, name, holdings.HighestTierId, standing.Ledger.Tier(holdings.HighestTierId)?.Name, standing.Since,
            holdings.Until, holdings.Roles);
    }

    private async Task<Dictionary<long, (MemberLedger Ledger, DateTime Since)>> LedgersAsync(
        List<long> ids, DateTime now, CancellationToken cancel)
    {
        var tiers = await db.Set<Tier>().AsNoTracking().Select(t => new LedgerTier(t.Id, t.Name, t.Rank)).ToListAsync(cancel);
        var since = await db.Set<Grant>().Where(g => ids.Contains(g.MemberId))
            .GroupBy(g => g.MemberId).Select(g => new { MemberId = g.Key, Since = g.Min(x => x.StartsAt) })
            .ToDictionaryAsync(g => g.MemberId, g => g.Since, cancel);
        var running = (await db.Set<Grant>().AsNoTracking().Include(g => g.Revocation)
            .Where(g => ids.Contains(g.MemberId) && (g.EndsAt == null || g.EndsAt > now)).ToListAsync(cancel)).ToLookup(g => g.MemberId);
        return ids.ToDictionary(id => id, id => (new MemberLedger(db.CommunityId, null, [.. running[id]], tiers), since[id]));
    }
}
