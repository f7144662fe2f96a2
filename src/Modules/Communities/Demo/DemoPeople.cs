using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.Communities.Demo;

/// <summary>The people of a community of the demo: who writes in it, and who bought what.</summary>
internal sealed class DemoPeople(
    AppDb db, IMembers members, IGrants grants, ITiers tiers, ITestPurchases purchases, DemoFaces faces, TimeProvider time)
{
    private const int DaysAtOnce = 10;

    /// <summary>The authors' ids by their keys.</summary>
    public async Task<Dictionary<string, long>> AuthorsAsync(
        DemoCommunity planned, long communityId, DateTime now, CancellationToken cancel)
    {
        var (authors, begun) = (new Dictionary<string, long>(), now.AddDays(-DemoPerson.Oldest - 1));
        try
        {
            (time as VerbClock)?.SetTo(begun);
            foreach (var author in planned.Authors)
                authors[author.Key] = await AuthorAsync(author, planned, communityId, begun, cancel);
        }
        finally
        {
            (time as VerbClock)?.Return();
        }
        return authors;
    }

    private async Task<long> AuthorAsync(DemoPerson author, DemoCommunity planned, long communityId, DateTime now, CancellationToken cancel)
    {
        if (await members.FindAsync(author.Email, cancel) is { } known)
            return known.Id;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var id = await CreateAsync(author, planned, cancel);
        await grants.GrantRoleAsync(communityId, id, "author", new Thing("community", communityId), by: null, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    /// <summary>
    /// The members' ids. They came one after the other over months; what they bought is paid and open, and who subscribed was charged as
    /// the months went by.
    /// </summary>
    public async Task<List<long>> MembersAsync(DemoCommunity planned, long communityId, CancellationToken cancel)
    {
        var (offers, now) = (await tiers.ListAsync(communityId, cancel), time.GetUtcNow().UtcDateTime);
        var came = new Dictionary<string, long>();
        try
        {
            for (var daysAgo = DemoPerson.Oldest; daysAgo >= 0; daysAgo -= DaysAtOnce)
            {
                // Without a clock that can be set all of it happens today.
                foreach (var person in planned.Members.Where(p => p.Came >= daysAgo && !came.ContainsKey(p.Key)).OrderBy(p => -p.Came))
                {
                    (time as VerbClock)?.SetTo(now.AddDays(-person.Came).AddMinutes(-person.Came * 37 % 600));
                    came[person.Key] = await ComeAsync(person, planned, offers, cancel);
                }
                (time as VerbClock)?.SetTo(now.AddDays(-daysAgo));
                await purchases.SettleAsync(cancel);
            }
        }
        finally
        {
            (time as VerbClock)?.Return();
        }
        return [.. planned.Members.Select(p => came[p.Key])];
    }

    private async Task<long> ComeAsync(
        DemoPerson person, DemoCommunity planned, IReadOnlyList<TierOffer> offers, CancellationToken cancel)
    {
        var id = (await members.FindAsync(person.Email, cancel))?.Id ?? await CreateAsync(person, planned, cancel);
        if (person.Tier is { } slug)
            await purchases.BuyMembershipAsync(id, offers.Single(t => t.Slug == slug).TierId, person.Per, person.Renews, cancel);
        return id;
    }

    /// <summary>Those who say something about themselves, with faces that are drawn; authors and some members stand on the wall.</summary>
    public async Task DescribeAsync(
        DemoCommunity planned, CommunityInfo community, IReadOnlyDictionary<string, long> people, CancellationToken cancel)
    {
        foreach (var (index, person) in planned.Authors.Concat(planned.Members).Where(p => p.Bio is not null).Index())
            await faces.BringAsync(community, people[person.Key], person, index, cancel);
    }

    private Task<long> CreateAsync(DemoPerson person, DemoCommunity planned, CancellationToken cancel) =>
        members.CreateAsync(new NewMember(person.Name, person.Email, Password: null, planned.Language, planned.Wanted.TimeZone!), cancel);
}

/// <summary>What people of the demo say about themselves, and their faces.</summary>
internal sealed class DemoFaces(IBroughtProfiles profiles, IDrawnFaces faces)
{
    private static readonly string[] Accents = ["teal", "rust", "indigo", "amber", "violet", "green", "rose", "blue"];

    public Task BringAsync(CommunityInfo community, long memberId, DemoPerson person, int index, CancellationToken cancel) =>
        profiles.BringAsync(memberId, new BroughtProfile(
            person.Handle, person.Bio!, IsListed: true, faces.Draw(community, person.Name, Accents[index % Accents.Length])), cancel);
}
