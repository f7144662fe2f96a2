using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Members;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Explaining;

/// <summary>Names the documents of all modules; one question per module, however many documents.</summary>
internal sealed class DocumentTitles(IEnumerable<IDocuments> owners)
{
    public async Task<IReadOnlyDictionary<Thing, DocumentTitle>> FindAsync(long communityId, IEnumerable<Thing> documents, CancellationToken cancel = default)
    {
        var wanted = documents.Distinct().ToList();
        var titles = new Dictionary<Thing, DocumentTitle>();
        foreach (var owner in owners)
        {
            var theirs = wanted.Where(d => owner.Kinds.Contains(d.Kind)).ToList();
            if (theirs.Count == 0)
                continue;
            foreach (var (document, title) in await owner.FindAsync(communityId, theirs, cancel))
                titles[document] = title;
        }
        return titles;
    }
}

/// <summary>The documents of this module, and the members and communities that grants name as their cause.</summary>
internal sealed class OwnDocuments(AppDb db, ICommunities communities) : IDocuments
{
    public IReadOnlyList<string> Kinds => [Gift.Kind, Appointment.Kind, Grants.Join, "member", "community"];

    public async Task<IReadOnlyDictionary<Thing, DocumentTitle>> FindAsync(long communityId, IReadOnlyCollection<Thing> documents, CancellationToken cancel = default)
    {
        var slug = (await communities.FindAsync(communityId, cancel))?.Slug;
        var gifts = await GiversAsync(communityId, documents, cancel);
        var appointments = await AppointersAsync(communityId, documents, cancel);
        var memberIds = Ids(documents, "member");
        var members = memberIds.Count == 0 ? [] : await db.Members.Where(m => memberIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancel);

        return documents.Select(d => (Document: d, Title: d.Kind switch
        {
            Gift.Kind when gifts.TryGetValue(d.Id, out var giver) => new DocumentTitle("gift #{0} by {1}", [d.Id, giver.By], $"/c/{slug}/manage/members/{giver.MemberId}"),
            Appointment.Kind when appointments.TryGetValue(d.Id, out var by) => new DocumentTitle("the appointment by {0}", [by.By], $"/c/{slug}/manage/members/{by.MemberId}"),
            Grants.Join => new DocumentTitle("the member's own joining", [], null),
            "member" when members.TryGetValue(d.Id, out var name) => new DocumentTitle("a decision by {0}", [name], null),
            "community" => new DocumentTitle("the opening of the community", [], null),
            _ => null,
        })).Where(x => x.Title is not null).ToDictionary(x => x.Document, x => x.Title!);
    }

    private async Task<Dictionary<long, (string By, long MemberId)>> GiversAsync(long communityId, IReadOnlyCollection<Thing> documents, CancellationToken cancel)
    {
        var ids = Ids(documents, Gift.Kind);
        if (ids.Count == 0)
            return [];
        var rows = await db.Set<Gift>().IgnoreQueryFilters().Where(g => g.CommunityId == communityId && ids.Contains(g.Id))
            .Join(db.Members, g => g.GivenBy, m => m.Id, (g, m) => new { g.Id, g.MemberId, m.Name }).ToListAsync(cancel);
        return rows.ToDictionary(r => r.Id, r => (r.Name, r.MemberId));
    }

    private async Task<Dictionary<long, (string By, long MemberId)>> AppointersAsync(long communityId, IReadOnlyCollection<Thing> documents, CancellationToken cancel)
    {
        var ids = Ids(documents, Appointment.Kind);
        if (ids.Count == 0)
            return [];
        var rows = await db.Set<Appointment>().IgnoreQueryFilters().Where(a => a.CommunityId == communityId && ids.Contains(a.Id))
            .Join(db.Members, a => a.AppointedBy, m => m.Id, (a, m) => new { a.Id, a.MemberId, m.Name }).ToListAsync(cancel);
        return rows.ToDictionary(r => r.Id, r => (r.Name, r.MemberId));
    }

    private static List<long> Ids(IReadOnlyCollection<Thing> documents, string kind) => [.. documents.Where(d => d.Kind == kind).Select(d => d.Id)];
}
