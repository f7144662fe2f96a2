using System.Runtime.CompilerServices;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Guildhall.Memberships.Access;

/// <summary>
/// Reads the ledger: one query for all that the gate weighs. The answer is kept for the rest of the request (seconds at most,
/// since streams hold a scope for hours), and forgotten at every save, so that who just paid reads at once.
/// </summary>
internal sealed class AccessLedger
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // A compiled query belongs to one model; tests and tools may have one for each database.
    private static readonly ConditionalWeakTable<IModel, RunningQuery> Compiled = [];

    private delegate Task<Row?> RunningQuery(AppDb db, long memberId, long communityId, DateTime at, CancellationToken cancel);

    private readonly AppDb _db;
    private readonly TimeProvider _time;
    private readonly Dictionary<(long Member, long Community), (MemberLedger Ledger, DateTime From, DateTime ReadAt)> _kept = [];

    public AccessLedger(AppDb db, TimeProvider time)
    {
        (_db, _time) = (db, time);
        db.SavedChanges += (_, _) => _kept.Clear();
    }

    /// <summary>What had not ended at <paramref name="at"/>: enough to answer for it and for every later instant.</summary>
    public async ValueTask<MemberLedger> RunningAsync(long memberId, long communityId, DateTime at, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        if (_kept.TryGetValue((memberId, communityId), out var kept) && kept.From <= at && kept.ReadAt <= now && now - kept.ReadAt < Fresh)
            return kept.Ledger;

        var row = await Compiled.GetValue(_db.Model, _ => Compile())(_db, memberId, communityId, at, cancel);
        var ledger = row is null
            ? new MemberLedger(communityId, null, [], [])
            : new MemberLedger(communityId, row.IsOwner ? row.CreatedAt : null, row.Grants, row.Tiers);
        // What an open transaction reads may be taken back.
        if (_db.Database.CurrentTransaction is null)
            _kept[(memberId, communityId)] = (ledger, at, now);
        return ledger;
    }

    /// <summary>The latest grants, ended ones too, for an explanation; never more than <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<Grant>> HistoryAsync(long memberId, long communityId, int most, CancellationToken cancel) =>
        await _db.Set<Grant>().IgnoreQueryFilters().AsNoTracking().Include(g => g.Revocation)
            .Where(g => g.CommunityId == communityId && g.MemberId == memberId)
            .OrderByDescending(g => g.Id).Take(most).ToListAsync(cancel);

    private static RunningQuery Compile()
    {
        var query = EF.CompileAsyncQuery((AppDb db, long memberId, long communityId, DateTime at, CancellationToken cancel) =>
            db.Members.IgnoreQueryFilters().AsNoTracking().Where(m => m.Id == memberId).Select(m => new Row
            {
                IsOwner = m.IsOwner,
                CreatedAt = m.CreatedAt,
                Grants = db.Set<Grant>().Include(g => g.Revocation)
                    .Where(g => g.CommunityId == communityId && g.MemberId == memberId && (g.EndsAt == null || g.EndsAt > at))
                    .Where(g => g.Revocation == null || g.Revocation.EffectiveAt > at)
                    .ToList(),
                Tiers = db.Set<Tiers.Tier>().Where(t => t.CommunityId == communityId).Select(t => new LedgerTier(t.Id, t.Name, t.Rank)).ToList(),
            }).SingleOrDefault());
        return (db, memberId, communityId, at, cancel) => query(db, memberId, communityId, at, cancel);
    }

    private sealed class Row
    {
        public bool IsOwner { get; init; }
        public DateTime CreatedAt { get; init; }
        public List<Grant> Grants { get; init; } = [];
        public List<LedgerTier> Tiers { get; init; } = [];
    }
}
