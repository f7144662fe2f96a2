using Guildhall.Communities.Checklists;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Demo;

/// <summary>Brings articles and their readers into one community of the demo.</summary>
internal sealed class FillCommunity(AppDb db, CommunityScope scope, DemoPeople people, IArticles articles, TimeProvider time)
{
    private static readonly string Read = Activity.KindOf(typeof(ArticleRead));

    public async Task RunAsync(DemoCommunity planned, CommunityInfo community, long ownerId, CancellationToken cancel)
    {
        scope.Enter(community);
        await DescribeAsync(planned, community.Id, ownerId, cancel);

        var authors = await people.AuthorsAsync(planned, community.Id, time.GetUtcNow().UtcDateTime, cancel);
        var published = await PublishAsync(planned, community, authors, cancel);
        var readers = await people.MembersAsync(planned, community.Id, cancel);
        await ReadAsync(community.Id, published, [.. readers, .. authors.Values], cancel);
    }

    private async Task DescribeAsync(DemoCommunity planned, long communityId, long ownerId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var community = await db.Set<Community>().SingleAsync(c => c.Id == communityId, cancel);
        if (community.Positioning.Length > 0)
            return;
        community.Describe(new CommunityProfile(
            community.Name, community.Description, community.Accent, community.Language, community.TimeZone, planned.Positioning.ReplaceLineEndings("\n"), planned.Goals));
        foreach (var step in await db.Set<ChecklistStep>().Where(s => s.Key == Guide.Positioning || s.Key == Guide.Content).ToListAsync(cancel))
            step.Complete(ownerId, now);
        db.Publish(() => new CommunityChanged(communityId, ownerId, "profile"));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<IReadOnlyList<(long Id, int DaysOld)>> PublishAsync(
        DemoCommunity planned, CommunityInfo community, Dictionary<string, long> authors, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var published = new List<(long, int)>();
        foreach (var article in DemoArticle.In(planned.Language))
        {
            var space = community.Spaces.Single(s => s.Slug == article.Space);
            var id = await articles.PublishAsync(
                new NewArticle(community.Id, space.Id, authors[article.Author], article.Slug, article.Title, article.Markdown, planned.Language, now.AddDays(-article.DaysOld)), cancel);
            published.Add((id, article.DaysOld));
        }
        return published;
    }

    /// <summary>Older articles were found by more people; who reads which is arbitrary and always the same.</summary>
    private async Task ReadAsync(long communityId, IReadOnlyList<(long Id, int DaysOld)> published, IReadOnlyList<long> readers, CancellationToken cancel)
    {
        if (await db.Activities.AnyAsync(a => a.CommunityId == communityId && a.Kind == Read, cancel))
            return;
        foreach (var (index, (id, daysOld)) in published.Index())
        {
            var known = readers.Where((_, reader) => (reader * 7 + index * 3) % 10 < 3 + daysOld / 8);
            var strangers = Enumerable.Repeat<long?>(null, daysOld / 3 + index % 4);
            foreach (var reader in known.Select(r => (long?)r).Concat(strangers))
                db.Publish(() => new ArticleRead(communityId, reader, id));
        }
        await db.SaveChangesAsync(cancel);
    }
}
