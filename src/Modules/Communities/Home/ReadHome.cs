using Guildhall.Communities.Checklists;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Home;

/// <summary>What the front page of a community shows this viewer.</summary>
/// <param name="IsOnTeam">Reads everything by role, without a tier.</param>
/// <param name="Tiers">Those on offer; for whom has not joined.</param>
/// <param name="Checklist">For who manages the community.</param>
/// <param name="Tier">What the member holds; <c>null</c> without any.</param>
/// <param name="Invitation">For whom has not joined; <c>null</c> for members and the team.</param>
public sealed record FrontPage(
    CommunityInfo Info, bool IsVisitor, bool IsOnTeam, bool MayWrite, IReadOnlyList<Column> Columns, IReadOnlyList<TierOffer> Tiers,
    ChecklistHint? Checklist, TierOffer? Tier, DateTime? Until, Invitation? Invitation)
{
    /// <summary>The tier to recommend: the lowest that costs something.</summary>
    public TierOffer? Featured => Tiers.FirstOrDefault(t => !t.IsFree);

    /// <summary>What the member has begun.</summary>
    public IReadOnlyList<ReadingCard> GoOn { get; init; } = [];

    /// <summary>The newest of what is no article.</summary>
    public IReadOnlyList<KnownThing> Others { get; init; } = [];

    /// <summary>The newest of all columns.</summary>
    public IEnumerable<ArticleCard> Newest =>
        Columns.SelectMany(c => c.Articles).OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id);

    /// <summary>The newest that the member may read and has not begun.</summary>
    public IEnumerable<ArticleCard> NewForMe => Newest.Where(a => !a.Locked && a.Fraction is null);
}

/// <summary>The next step of the launch.</summary>
/// <param name="Title">A text key.</param>
public sealed record ChecklistHint(string Key, string Title, int Done, int Count);

/// <param name="Promise">One line.</param>
/// <param name="QuestionsHtml">Sanitised; may be empty.</param>
/// <param name="AuthorPath">Of the author's page; <c>null</c> where it is not for everyone.</param>
public sealed record Invitation(
    string Promise, string Positioning, string QuestionsHtml, int Members, FrontArticles Articles, string? AuthorPath,
    IReadOnlyList<SaleNote> RefundTerms);

public sealed record Column(SpaceInfo Space, bool Locked, IReadOnlyList<ArticleCard> Articles);

internal sealed class ReadHome(
    CurrentHoldings held, KeptTiers tiers, ReadShelves shelves, ReadChecklist checklist, ReadInvitation invitation)
{
    public async Task<FrontPage> RunAsync(CommunityInfo community, CancellationToken cancel)
    {
        var holdings = await held.GetAsync(cancel);
        var tier = holdings.HighestTierId is { } id ? await tiers.FindAsync(community.Id, id, cancel) : null;
        var isOnTeam = holdings.Permissions.Contains(Permissions.ReadEverything);
        var mayWrite = holdings.Permissions.Contains(Permissions.WriteContent);
        var isInvited = tier is null && !isOnTeam && !mayWrite;
        return new FrontPage(
            community, held.IsVisitor, isOnTeam, mayWrite, await shelves.ColumnsAsync(community, holdings, cancel),
            isInvited ? await tiers.ListAsync(community.Id, cancel) : [],
            holdings.Permissions.Contains(Permissions.ManageCommunity) ? HintOf(await checklist.RunAsync(community, cancel)) : null, tier,
            holdings.Until, isInvited ? await invitation.RunAsync(community, holdings, cancel) : null)
        {
            Others = await shelves.OthersAsync(community, cancel),
            GoOn = await shelves.GoOnAsync(community, cancel),
        };
    }

    private static ChecklistHint? HintOf(ChecklistState state) => state.Next is { } next
        ? new ChecklistHint(next.Guide.Key, next.Guide.Title, state.DoneCount, state.Steps.Count) : null;
}

/// <summary>What is sold, as this node remembers it.</summary>
internal sealed class KeptTiers(ITiers tiers, KeptAnswers kept)
{
    public ValueTask<TierOffer?> FindAsync(long communityId, long tierId, CancellationToken cancel) =>
        kept.GetAsync("tier", (communityId, tierId), [VisitorPages.CommunityTag(communityId)],
            () => tiers.FindAsync(communityId, tierId, cancel));

    public ValueTask<IReadOnlyList<TierOffer>> ListAsync(long communityId, CancellationToken cancel) =>
        kept.GetAsync("tiers", (communityId, 0), [VisitorPages.CommunityTag(communityId)], () => tiers.ListAsync(communityId, cancel));
}

/// <summary>What there is to read for this viewer.</summary>
internal sealed class ReadShelves(
    CurrentMember member, INewestArticles articles, IFrontArticles front, IThings things, IIgnoring ignoring)
{
    private const int ArticlesPerColumn = 4, Begun = 3, OthersShown = 4;

    public async Task<IReadOnlyList<Column>> ColumnsAsync(CommunityInfo community, Holdings holdings, CancellationToken cancel)
    {
        var newest = (await articles.NewestAsync(community.Id, holdings, member.Id, ArticlesPerColumn, cancel)).ToLookup(a => a.SpaceId);
        return
        [
            .. community.OpenSpaces.Where(space => newest.Contains(space.Id))
                .Select(space => new Column(space, !holdings.Opens(space.TierId), [.. newest[space.Id]])),
        ];
    }

    /// <summary>Without what was written by those whom the viewer ignores.</summary>
    public async Task<IReadOnlyList<KnownThing>> OthersAsync(CommunityInfo community, CancellationToken cancel)
    {
        var ignored = await ignoring.IgnoredByAsync(member.Id, cancel);
        var newest = await things.NewestAsync(community.Id, "article", OthersShown, member.Viewer, cancel);
        return ignored.Count == 0 ? newest : [.. newest.Where(t => !ignored.Contains(t.AuthorId ?? 0))];
    }

    public async Task<IReadOnlyList<ReadingCard>> GoOnAsync(CommunityInfo community, CancellationToken cancel) =>
        member.Id is { } me ? await front.GoOnAsync(community, me, Begun, cancel) : [];
}

/// <summary>What convinces somebody who has not joined.</summary>
internal sealed class ReadInvitation(
    AppDb db, IFrontArticles front, IMemberships memberships, IProfiles profiles, IRefundTerms refunds, TimeProvider time)
{
    private const int MostRead = 4, LongestPromise = 60;

    public async Task<Invitation> RunAsync(CommunityInfo community, Holdings holdings, CancellationToken cancel)
    {
        var words = await db.Set<Community>().AsNoTracking().Where(c => c.Id == community.Id)
            .Select(c => new { c.Promise, c.Positioning, c.QuestionsHtml }).SingleAsync(cancel);
        var articles = await front.ReadAsync(community, holdings, MostRead, cancel);
        var author = articles.Author is { MemberId: var id } ? (await profiles.ManyAsync([id], cancel)).GetValueOrDefault(id) : null;
        return new Invitation(
            words.Promise.Length > 0 ? words.Promise : PromiseOf(community), words.Positioning, words.QuestionsHtml,
            await memberships.MembersAt(community.Id, time.GetUtcNow().UtcDateTime).CountAsync(cancel), articles,
            author is { IsShown: true } ? $"/c/{community.Slug}/members/{Uri.EscapeDataString(author.Handle)}" : null,
            await refunds.OfKindAsync(community.Id, "tier", cancel));
    }

    /// <summary>The sentence below the name where it is short enough to stand in large letters, else the name.</summary>
    private static string PromiseOf(CommunityInfo community) =>
        community.Description.Length is > 0 and <= LongestPromise ? community.Description : community.Name;
}
