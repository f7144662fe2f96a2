using System.Data.Common;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Restrictions;
using Guildhall.Memberships.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Guildhall.Memberships.Access;

/// <summary>
/// Reads the ledger: all that the gate weighs in one round trip, by hand since every page of a member waits for it. The answer
/// is kept for the rest of the request (a second at most, since streams hold a scope for hours), and forgotten at every save,
/// so that who just paid reads at once. Inside a transaction it is read there.
/// </summary>
internal sealed class AccessLedger
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private static readonly string OfOne = Query("m.id = @member", "g.member_id = @member");

    private static string Query(string isMember, string isHolder) =>
        $"""
        SELECT m.is_owner, m.created_at, r.id, r.community_id, r.kind, r.starts_at, r.ends_at, r.lifted_at, r.reason, m.id
        FROM members m LEFT JOIN restrictions r ON r.member_id = m.id AND (r.community_id = @community OR r.community_id IS NULL)
            AND (r.ends_at IS NULL OR r.ends_at > @at) AND (r.lifted_at IS NULL OR r.lifted_at > @at)
        WHERE {isMember};
        SELECT g.id, g.tier_id, g.role, g.starts_at, g.ends_at, g.source_kind, g.source_id, g.created_at, r.effective_at, r.reason, r.because_kind, r.because_id,
            g.thing_kind, g.thing_id, g.member_id
        FROM grants g LEFT JOIN revocations r ON r.grant_id = g.id
        WHERE g.community_id = @community AND {isHolder} AND (g.ends_at IS NULL OR g.ends_at > @at) AND (r.effective_at IS NULL OR r.effective_at > @at);
        SELECT id, name, rank FROM tiers WHERE community_id = @community;
        """;

    private readonly AppDb _db;
    private readonly PreparedReads _reads;
    private readonly CommunityRoles _roles;
    private readonly TimeProvider _time;
    private readonly string _ofMany;
    private readonly Dictionary<(long Member, long Community), (MemberLedger Ledger, DateTime From, DateTime ReadAt)> _kept = [];

    public AccessLedger(AppDb db, PreparedReads reads, CommunityRoles roles, TimeProvider time)
    {
        (_db, _reads, _roles, _time) = (db, reads, roles, time);
        _ofMany = Query(reads.IsOneOf("m.id", "member"), reads.IsOneOf("g.member_id", "member"));
        db.SavedChanges += (_, _) => _kept.Clear();
    }

    /// <summary>What had not ended at <paramref name="at"/>: enough to answer for it and for every later instant.</summary>
    public async ValueTask<MemberLedger> RunningAsync(long memberId, long communityId, DateTime at, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        if (Kept(memberId, communityId, at, now) is { } kept)
            return kept;
        var ledger = await WithRolesAsync((await ReadAsync(OfOne, memberId, [memberId], communityId, at, cancel))[memberId], cancel);
        // What an open transaction reads may be taken back.
        if (!_db.IsInTransaction)
            _kept[(memberId, communityId)] = (ledger, at, now);
        return ledger;
    }

    /// <summary>The same of many, in one round trip; an unknown member has an empty one.</summary>
    public async ValueTask<IReadOnlyDictionary<long, MemberLedger>> RunningAsync(
        IReadOnlyCollection<long> memberIds, long communityId, DateTime at, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var ledgers = new Dictionary<long, MemberLedger>();
        foreach (var member in memberIds)
            if (Kept(member, communityId, at, now) is { } kept)
                ledgers[member] = kept;
        var missing = memberIds.Distinct().Where(m => !ledgers.ContainsKey(m)).ToList();
        if (missing.Count == 0)
            return ledgers;
        foreach (var (member, read) in await ReadAsync(_ofMany, _reads.Ids(missing), missing, communityId, at, cancel))
        {
            ledgers[member] = await WithRolesAsync(read, cancel);
            if (!_db.IsInTransaction)
                _kept[(member, communityId)] = (ledgers[member], at, now);
        }
        return ledgers;
    }

    private MemberLedger? Kept(long memberId, long communityId, DateTime at, DateTime now) =>
        _kept.TryGetValue((memberId, communityId), out var kept) && kept.From <= at && kept.ReadAt <= now && now - kept.ReadAt < Fresh
            ? kept.Ledger : null;

    /// <summary>What roles carry matters only for those who hold one: nobody else pays for the question.</summary>
    private async ValueTask<MemberLedger> WithRolesAsync(MemberLedger ledger, CancellationToken cancel) => ledger with
    {
        Catalogue = _roles.Permissions,
        Roles = ledger.Grants.Any(g => g.Role is not null) ? await _roles.ListAsync(ledger.CommunityId, cancel) : [],
    };

    /// <summary>The latest grants, ended ones too, for an explanation; never more than <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<Grant>> HistoryAsync(long memberId, long communityId, int most, CancellationToken cancel) =>
        await _db.Set<Grant>().IgnoreQueryFilters().AsNoTracking().Include(g => g.Revocation)
            .Where(g => g.CommunityId == communityId && g.MemberId == memberId)
            .OrderByDescending(g => g.Id).Take(most).ToListAsync(cancel);

    private async Task<Dictionary<long, MemberLedger>> ReadAsync(
        string query, object asked, IReadOnlyList<long> members, long communityId, DateTime at, CancellationToken cancel)
    {
        // Both databases keep microseconds.
        (string, object)[] values =
            [("member", asked), ("community", communityId),
                ("at", new DateTime(at.Ticks - at.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc))];
        if (!_db.IsInTransaction)
            return await _reads.RunAsync(query, values, (rows, stop) => ReadAsync(rows, members, communityId, stop), cancel);
        await using var command = _db.Database.GetDbConnection().CreateCommand();
        command.Transaction = _db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = query;
        PreparedReads.Ask(command, values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await ReadAsync(reader, members, communityId, cancel);
    }

    private static async Task<Dictionary<long, MemberLedger>> ReadAsync(
        DbDataReader reader, IReadOnlyList<long> members, long communityId, CancellationToken cancel)
    {
        var (owners, restrictions, grants) = (new Dictionary<long, DateTime>(), new List<(long, Restriction)>(), new List<Grant>());
        while (await reader.ReadAsync(cancel))
        {
            var member = reader.GetInt64(9);
            if (reader.GetBoolean(0))
                owners[member] = PreparedReads.Utc(reader, 1);
            if (!reader.IsDBNull(2))
                restrictions.Add((member, ReadRestriction(reader)));
        }
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            grants.Add(ReadGrant(reader, communityId));
        await reader.NextResultAsync(cancel);
        var tiers = new List<LedgerTier>();
        while (await reader.ReadAsync(cancel))
            tiers.Add(new LedgerTier(reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2)));
        var (restricted, holding) = (restrictions.ToLookup(r => r.Item1, r => r.Item2), grants.ToLookup(g => g.MemberId));
        return members.ToDictionary(m => m,
            m => new MemberLedger(communityId, owners.TryGetValue(m, out var since) ? since : null, [.. holding[m]], tiers)
            {
                Restrictions = [.. restricted[m]],
            });
    }

    private static Restriction ReadRestriction(DbDataReader row) => Restriction.Recorded(
        row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), Enum.Parse<RestrictionKind>(row.GetString(4)), PreparedReads.Utc(row, 5),
        row.IsDBNull(6) ? null : PreparedReads.Utc(row, 6), row.IsDBNull(7) ? null : PreparedReads.Utc(row, 7), row.GetString(8));

    private static Grant ReadGrant(DbDataReader row, long communityId)
    {
        var id = row.GetInt64(0);
        var revocation = row.IsDBNull(8) ? null
            : Revocation.Of(id, communityId, row.GetString(9), new Thing(row.GetString(10), row.GetInt64(11)), PreparedReads.Utc(row, 8));
        return Grant.Recorded(
            id, communityId, row.GetInt64(14), row.IsDBNull(1) ? null : row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2),
            row.IsDBNull(12) ? null : new Thing(row.GetString(12), row.GetInt64(13)), PreparedReads.Utc(row, 3),
            row.IsDBNull(4) ? null : PreparedReads.Utc(row, 4), new Thing(row.GetString(5), row.GetInt64(6)), PreparedReads.Utc(row, 7),
            revocation);
    }
}
