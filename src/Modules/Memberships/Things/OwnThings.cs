using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Members;
using Guildhall.Memberships.Profiles;
using Guildhall.Memberships.Seats;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Things;

/// <summary>
/// The documents of this module, and the members and communities that grants name as their cause, asked for across communities by the one
/// that is named.
/// </summary>
internal sealed class OwnThings(AppDb db, IProfiles profiles) : IOwnThings
{
    public const string GrantKind = "grant", TierKind = "tier";

    private static readonly Requirement ForManagers = new Requirement.Permission(Permissions.ManageMembers);

    public IReadOnlyList<string> Kinds => [Gift.Kind, Appointment.Kind, Grants.Join, Seat.Kind, GrantKind, TierKind, "member", "community"];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var gifts = await GiversAsync(community.Id, Ids(things, Gift.Kind), cancel);
        var appointments = await AppointersAsync(community.Id, Ids(things, Appointment.Kind), cancel);
        var grants = await HoldersAsync(community.Id, Ids(things, GrantKind), cancel);
        var tiers = await TiersAsync(community.Id, Ids(things, TierKind), cancel);
        var seats = await SeatsAsync(community.Id, Ids(things, Seat.Kind), cancel);
        var members = await MembersAsync(community.Id, Ids(things, "member"), cancel);
        var shown = await profiles.ManyAsync(members.Keys, cancel);

        return [.. things.Select(t => t.Kind switch
        {
            Gift.Kind when gifts.TryGetValue(t.Id, out var giver) => Facts(t, giver.By, new("gift #{0} by {1}", [t.Id, giver.By]), Page(giver.MemberId)),
            Appointment.Kind when appointments.TryGetValue(t.Id, out var by) => Facts(t, by.By, new("the appointment by {0}", [by.By]), Page(by.MemberId)),
            GrantKind when grants.TryGetValue(t.Id, out var holder) => Facts(t, holder.By, new("a grant of {0}", [holder.By]), Page(holder.MemberId)),
            Seat.Kind when seats.TryGetValue(t.Id, out var team) => Facts(t, "", new("a seat in team #{0}", [team]), null),
            Grants.Join => Facts(t, "", new("the member's own joining", []), null),
            "member" when members.TryGetValue(t.Id, out var name) => Person(community, t, name, shown.GetValueOrDefault(t.Id)),
            TierKind when tiers.TryGetValue(t.Id, out var tier) => Facts(t, tier, new("the tier “{0}”", [tier]), $"/c/{community.Slug}/tiers", new Requirement.Open()),
            "community" when t.Id == community.Id => Facts(t, community.Name, new("the opening of the community", []), $"/c/{community.Slug}", new Requirement.Open()),
            _ => null,
        }).OfType<ThingFacts>()];

        string Page(long memberId) => $"/c/{community.Slug}/manage/members/{memberId}";
    }

    /// <summary>Everyone may know of who agrees to be shown.</summary>
    private static ThingFacts Person(CommunityInfo community, Thing thing, string name, Profile? profile) => profile is { IsShown: true }
        ? Facts(thing, name, new("a decision by {0}", [name]), ProfilePaths.Of(community.Slug, profile.Handle), new Requirement.Open()) with
        {
            Picture = profile.Face,
        }
        : Facts(thing, name, new("a decision by {0}", [name]), null);

    private static ThingFacts Facts(Thing thing, string title, ThingName name, string? path, Requirement? toKnow = null) =>
        new(thing, title, name, path, toKnow ?? ForManagers);

    private async Task<Dictionary<long, (string By, long MemberId)>> GiversAsync(long communityId, List<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return [];
        // Asked by pages of the whole installation too, which stand in no community.
        var rows = await db.Set<Gift>().IgnoreQueryFilters().Where(g => g.CommunityId == communityId && ids.Contains(g.Id))
            .Join(db.Members, g => g.GivenBy, m => m.Id, (g, m) => new { g.Id, g.MemberId, m.Name }).ToListAsync(cancel);
        return rows.ToDictionary(r => r.Id, r => (r.Name, r.MemberId));
    }

    private async Task<Dictionary<long, (string By, long MemberId)>> AppointersAsync(
        long communityId, List<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return [];
        var rows = await db.Set<Appointment>().IgnoreQueryFilters().Where(a => a.CommunityId == communityId && ids.Contains(a.Id))
            .Join(db.Members, a => a.AppointedBy, m => m.Id, (a, m) => new { a.Id, a.MemberId, m.Name }).ToListAsync(cancel);
        return rows.ToDictionary(r => r.Id, r => (r.Name, r.MemberId));
    }

    private async Task<Dictionary<long, (string By, long MemberId)>> HoldersAsync(
        long communityId, List<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return [];
        var rows = await db.Set<Grant>().IgnoreQueryFilters().Where(g => g.CommunityId == communityId && ids.Contains(g.Id))
            .Join(db.Members, g => g.MemberId, m => m.Id, (g, m) => new { g.Id, g.MemberId, m.Name }).ToListAsync(cancel);
        return rows.ToDictionary(r => r.Id, r => (r.Name, r.MemberId));
    }

    private async Task<Dictionary<long, long>> SeatsAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? []
        : await db.Set<Seat>().IgnoreQueryFilters().Where(s => s.CommunityId == communityId && ids.Contains(s.Id))
            .ToDictionaryAsync(s => s.Id, s => s.TeamId, cancel);

    private async Task<Dictionary<long, string>> TiersAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? []
        : await db.Set<Tiers.Tier>().IgnoreQueryFilters().Where(t => t.CommunityId == communityId && ids.Contains(t.Id))
            .ToDictionaryAsync(t => t.Id, t => t.Name, cancel);

    /// <summary>Whoever was granted anything here, and the owners of the installation, who may decide without a grant.</summary>
    private async Task<Dictionary<long, string>> MembersAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? []
        : await db.Members.Where(m => ids.Contains(m.Id)).Where(m => m.IsOwner
                || db.Set<Grant>().IgnoreQueryFilters().Any(g => g.CommunityId == communityId && g.MemberId == m.Id))
            .ToDictionaryAsync(m => m.Id, m => m.Name, cancel);

    private static List<long> Ids(IReadOnlyCollection<Thing> things, string kind) =>
        [.. things.Where(t => t.Kind == kind).Select(t => t.Id)];
}
