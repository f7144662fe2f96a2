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

    private const string Query =
        """
        SELECT m.is_owner, m.created_at, r.id, r.community_id, r.kind, r.starts_at, r.ends_at, r.lifted_at, r.reason
        FROM members m LEFT JOIN restrictions r ON r.member_id = m.id AND (r.community_id = @community OR r.community_id IS NULL)
            AND (r.ends_at IS NULL OR r.ends_at > @at) AND (r.lifted_at IS NULL OR r.lifted_at > @at)
        WHERE m.id = @member;
        SELECT g.id, g.tier_id, g.role, g.starts_at, g.ends_at, g.source_kind, g.source_id, g.created_at, r.effective_at, r.reason, r.because_kind, r.because_id,
            g.thing_kind, g.thing_id
        FROM grants g LEFT JOIN revocations r ON r.grant_id = g.id
        WHERE g.community_id = @community AND g.member_id = @member AND (g.ends_at IS NULL OR g.ends_at > @at) AND (r.effective_at IS NULL OR r.effective_at > @at);
        SELECT id, name, rank FROM tiers WHERE community_id = @community;
        """;

    private readonly AppDb _db;
    private readonly PreparedReads _reads;
    private readonly CommunityRoles _roles;
    private readonly TimeProvider _time;
    private readonly Dictionary<(long Member, long Community), (MemberLedger Ledger, DateTime From, DateTime ReadAt)> _kept = [];

    public AccessLedger(AppDb db, PreparedReads reads, CommunityRoles roles, TimeProvider time)
    {
        (_db, _reads, _roles, _time) = (db, reads, roles, time);
        db.SavedChanges += (_, _) => _kept.Clear();
    }

    /// <summary>What had not ended at <paramref name="at"/>: enough to answer for it and for every later instant.</summary>
    public async ValueTask<MemberLedger> RunningAsync(long memberId, long communityId, DateTime at, CancellationToken cancel)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        if (_kept.TryGetValue((memberId, communityId), out var kept) && kept.From <= at && kept.ReadAt <= now && now - kept.ReadAt < Fresh)
            return kept.Ledger;

        // Both databases keep microseconds.
        (string, object)[] asked =
            [("member", memberId), ("community", communityId),
                ("at", new DateTime(at.Ticks - at.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc))];
        // What an open transaction reads may be taken back.
        if (_db.IsInTransaction)
            return await WithRolesAsync(await ReadInTransactionAsync(asked, memberId, communityId, cancel), cancel);
        var ledger = await WithRolesAsync(
            await _reads.RunAsync(Query, asked, (reader, stop) => ReadAsync(reader, memberId, communityId, stop), cancel), cancel);
        _kept[(memberId, communityId)] = (ledger, at, now);
        return ledger;
    }

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

    private async Task<MemberLedger> ReadInTransactionAsync(
        (string Name, object Value)[] asked, long memberId, long communityId, CancellationToken cancel)
    {
        await using var command = _db.Database.GetDbConnection().CreateCommand();
        command.Transaction = _db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = Query;
        PreparedReads.Ask(command, asked);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await ReadAsync(reader, memberId, communityId, cancel);
    }

    private static async Task<MemberLedger> ReadAsync(DbDataReader reader, long memberId, long communityId, CancellationToken cancel)
    {
        DateTime? ownerSince = null;
        List<Restriction> restrictions = [];
        while (await reader.ReadAsync(cancel))
        {
            ownerSince = reader.GetBoolean(0) ? PreparedReads.Utc(reader, 1) : null;
            if (!reader.IsDBNull(2))
                restrictions.Add(ReadRestriction(reader));
        }
        await reader.NextResultAsync(cancel);
        var grants = new List<Grant>();
        while (await reader.ReadAsync(cancel))
            grants.Add(ReadGrant(reader, communityId, memberId));
        await reader.NextResultAsync(cancel);
        var tiers = new List<LedgerTier>();
        while (await reader.ReadAsync(cancel))
            tiers.Add(new LedgerTier(reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2)));
        return new MemberLedger(communityId, ownerSince, grants, tiers) { Restrictions = restrictions };
    }

    private static Restriction ReadRestriction(DbDataReader row) => Restriction.Recorded(
        row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), Enum.Parse<RestrictionKind>(row.GetString(4)), PreparedReads.Utc(row, 5),
        row.IsDBNull(6) ? null : PreparedReads.Utc(row, 6), row.IsDBNull(7) ? null : PreparedReads.Utc(row, 7), row.GetString(8));

    private static Grant ReadGrant(DbDataReader row, long communityId, long memberId)
    {
        var id = row.GetInt64(0);
        var revocation = row.IsDBNull(8) ? null
            : Revocation.Of(id, communityId, row.GetString(9), new Thing(row.GetString(10), row.GetInt64(11)), PreparedReads.Utc(row, 8));
        return Grant.Recorded(
            id, communityId, memberId, row.IsDBNull(1) ? null : row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2),
            row.IsDBNull(12) ? null : new Thing(row.GetString(12), row.GetInt64(13)), PreparedReads.Utc(row, 3),
            row.IsDBNull(4) ? null : PreparedReads.Utc(row, 4), new Thing(row.GetString(5), row.GetInt64(6)), PreparedReads.Utc(row, 7),
            revocation);
    }
}
