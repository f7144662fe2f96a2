using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Seats;

/// <summary>A team as its manager sees it.</summary>
/// <param name="Link">Local path of the join link; <c>null</c> while there is none.</param>
public sealed record TeamRow(
    long Id, string Community, string CommunityName, string Tier, int Seats, int Taken, DateTime From, DateTime? Until, DateTime? EndedAt,
    bool Runs, string MailDomain, string? Link);

/// <param name="FreedAt">When the seat was taken back; <c>null</c> while they sit in it.</param>
public sealed record SeatRow(long Id, long MemberId, string Name, DateTime TakenAt, DateTime? FreedAt);

/// <summary>What a manager sees of, and does with, their own teams: theirs by member, across communities.</summary>
internal sealed class ManageTeam(
    AppDb db, IGrants grants, IMembers members, JoinLinks links, ICommunities communities, CommunityScope scope, TimeProvider time)
{
    private const int MostShown = 200;

    public async Task<IReadOnlyList<TeamRow>> ListAsync(long managerId, CancellationToken cancel)
    {
        var rows = new List<TeamRow>();
        foreach (var (team, tier) in (await Own(managerId).OrderByDescending(o => o.Team.Id).Take(MostShown).ToListAsync(cancel)))
        {
            if (await communities.FindAsync(team.CommunityId, cancel) is { } community)
                rows.Add(RowOf(team, tier, community));
        }
        return rows;
    }

    /// <exception cref="Refused">404: it is somebody else's, or there is none.</exception>
    public async Task<(TeamRow Team, IReadOnlyList<SeatRow> Seats)> FindAsync(long managerId, long teamId, CancellationToken cancel)
    {
        var (team, tier) = await Own(managerId).Where(o => o.Team.Id == teamId).SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();
        var community = await communities.FindAsync(team.CommunityId, cancel) ?? throw Refused.NotFound();
        scope.Enter(community);
        var seats = await db.Set<Seat>().AsNoTracking().Where(s => s.TeamId == teamId).OrderBy(s => s.FreedAt != null)
            .ThenByDescending(s => s.Id).Take(SeatOffer.Most + MostShown).ToListAsync(cancel);
        var names = await members.ManyAsync([.. seats.Select(s => s.MemberId).Distinct()], cancel);
        return (RowOf(team, tier, community),
            [.. seats.Select(s => new SeatRow(s.Id, s.MemberId, names.GetValueOrDefault(s.MemberId)?.Name ?? "", s.TakenAt, s.FreedAt))]);
    }

    /// <summary>Takes a seat back; somebody else can have it at once. Harmless when repeated.</summary>
    public async Task FreeAsync(long managerId, long teamId, long seatId, CancellationToken cancel)
    {
        await FindAsync(managerId, teamId, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var seat = await db.Set<Seat>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == seatId && s.TeamId == teamId, cancel)
            ?? throw Refused.NotFound();
        // The team's row first, as everybody takes it; then of two presses at once one statement decides, and gives one seat back.
        await db.Set<Team>().Where(t => t.Id == teamId).ExecuteUpdateAsync(t => t.SetProperty(x => x.Taken, x => x.Taken), cancel);
        if (await db.Set<Seat>().Where(s => s.Id == seatId && s.FreedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.FreedAt, now), cancel) == 0)
            return;
        await db.Set<Team>().Where(t => t.Id == teamId).ExecuteUpdateAsync(t => t.SetProperty(x => x.Taken, x => x.Taken - 1), cancel);
        await grants.RevokeAsync(seat.CommunityId, seat.Document, "The team's manager removed you from the seat.", new Thing("member", managerId),
            managerId, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>A new link, or none; the one before leads nowhere from then on.</summary>
    public Task LinkAsync(long managerId, long teamId, bool open, CancellationToken cancel) =>
        ChangeAsync(managerId, teamId, team => team.Link(open ? links.New() : null), cancel);

    /// <param name="domain">"example.org"; empty for anybody.</param>
    /// <exception cref="Refused">422: it is no domain.</exception>
    public Task AskAsync(long managerId, long teamId, string? domain, CancellationToken cancel)
    {
        var wanted = (domain ?? "").Trim().TrimStart('@').ToLowerInvariant();
        if (wanted.Length > 0 && (wanted.Length > Team.DomainLength || !wanted.Contains('.')
            || Uri.CheckHostName(wanted) != UriHostNameType.Dns))
            throw Refused.AtField("domain", "domain_malformed", "Enter the part of an email address after the @, such as example.org.");
        return ChangeAsync(managerId, teamId, team => team.Ask(wanted), cancel);
    }

    private async Task ChangeAsync(long managerId, long teamId, Action<Team> change, CancellationToken cancel)
    {
        await FindAsync(managerId, teamId, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var team = await db.Set<Team>().SingleAsync(t => t.Id == teamId, cancel);
        change(team);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private sealed class Owned
    {
        public required Team Team { get; init; }
        public required string Tier { get; init; }

        public void Deconstruct(out Team team, out string tier) => (team, tier) = (Team, Tier);
    }

    // The manager's own, of all communities; a team and its tier are of one.
    private IQueryable<Owned> Own(long managerId) => db.Set<Team>().IgnoreQueryFilters().AsNoTracking().Where(t => t.ManagerId == managerId)
        // As above.
        .Join(db.Set<Tier>().IgnoreQueryFilters(), t => t.TierId, t => t.Id, (team, tier) => new Owned { Team = team, Tier = tier.Name });

    private TeamRow RowOf(Team team, string tier, CommunityInfo community)
    {
        var runs = team.RunsAt(time.GetUtcNow().UtcDateTime);
        return new TeamRow(team.Id, community.Slug, community.Name, tier, team.Seats, team.Taken, team.From, team.Until, team.EndedAt, runs,
            team.MailDomain, runs ? links.PathOf(team, community.Slug) : null);
    }
}
