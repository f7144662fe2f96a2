using Guildhall.Communities.Checklists;
using Guildhall.Communities.Settings;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Demo;

/// <summary>Brings articles and their readers into one community of the demo.</summary>
internal sealed class FillCommunity(
    AppDb db, CommunityScope scope, CommunityCache cache, DemoPeople people, IArticles articles, IFrontArticles front, DemoRooms rooms,
    DemoDeeds deeds, IEnumerable<IBroughtPoints> points, TimeProvider time)
{
    // What lies beside this file counts in steps of some days, so that the demo looks back on months.
    private const int DaysApart = 3;

    private static readonly string Read = Activity.KindOf(typeof(ArticleRead));

    public async Task RunAsync(DemoCommunity planned, CommunityInfo community, long ownerId, CancellationToken cancel)
    {
        scope.Enter(community);
        await DescribeAsync(planned, community.Id, ownerId, cancel);

        var authors = await people.AuthorsAsync(planned, community.Id, time.GetUtcNow().UtcDateTime, cancel);
        var published = await PublishAsync(planned, community, authors, cancel);
        var readers = await people.MembersAsync(planned, community.Id, cancel);
        if (await db.Activities.AnyAsync(a => a.CommunityId == community.Id && a.Kind == Read, cancel))
            return;
        await GoOnAsync(community.Id, published, [ownerId, .. readers], cancel);
        await ReadAsync(community.Id, published, [.. readers, .. authors.Values], cancel);
        var byKey = planned.Members.Zip(readers, (person, id) => (person.Key, id)).Concat(authors.Select(a => (a.Key, a.Value)))
            .ToDictionary(p => p.Item1, p => p.Item2);
        await rooms.RunAsync(planned, community, byKey, cancel);
        await people.DescribeAsync(planned, community, byKey, cancel);
        await deeds.RunAsync(planned, community, ownerId, byKey, cancel);
        // What was done in all these months earns them, once the program serves.
        foreach (var keeper in points)
            await keeper.BeginAsync(time.GetUtcNow().UtcDateTime.AddYears(-1), ownerId, cancel);
    }

    private async Task DescribeAsync(DemoCommunity planned, long communityId, long ownerId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var community = await db.Set<Community>().SingleAsync(c => c.Id == communityId, cancel);
        if (community.Positioning.Length > 0)
            return;
        community.Describe(new CommunityProfile(
            community.Name, community.Description, community.Accent, community.Language, community.TimeZone,
            planned.Positioning.ReplaceLineEndings("\n"), planned.Goals));
        var questions = planned.Questions.ReplaceLineEndings("\n");
        community.Invite(planned.Promise, questions, QuestionsRendering.Render(questions));
        foreach (var space in await db.Set<Space>().Where(s => s.CommunityId == communityId).ToListAsync(cancel))
            if (planned.Planned.TryGetValue(space.Slug, out var lectures))
                space.Sort(space.Sorting, lectures);
        db.AfterCommit(cache.Evict);
        foreach (var step in await db.Set<ChecklistStep>().Where(s => s.Key == Guide.Positioning || s.Key == Guide.Content)
            .ToListAsync(cancel))
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
                new NewArticle(community.Id, space.Id, authors[article.Author], article.Slug, article.Title, article.Markdown,
                    planned.Language, now.AddDays(-article.DaysOld * DaysApart)), cancel);
            published.Add((id, article.DaysOld));
        }
        return published;
    }

    /// <summary>Each has finished some of the older articles and stands in the middle of the next; the owner in two of them.</summary>
    private async Task GoOnAsync(
        long communityId, IReadOnlyList<(long Id, int DaysOld)> published, IReadOnlyList<long> readers, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var (index, reader) in readers.Index())
        {
            var come = 2 + index % 3;
            for (var i = 0; i < come && i < published.Count; i++)
                await front.RememberAsync(communityId, reader, published[i].Id, 1, now.AddDays(-20 + i), cancel);
            if (come < published.Count)
                await front.RememberAsync(communityId, reader, published[come].Id, 0.3 + index % 5 * 0.12, now.AddHours(-5 - index),
                    cancel);
        }
        if (published.Count > 6)
            await front.RememberAsync(communityId, readers[0], published[6].Id, 0.62, now.AddHours(-2), cancel);
    }

    /// <summary>Older articles were found by more people, since they appeared; who reads which is arbitrary and always the same.</summary>
    private async Task ReadAsync(
        long communityId, IReadOnlyList<(long Id, int DaysOld)> published, IReadOnlyList<long> readers, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var (index, (id, daysOld)) in published.Index())
        {
            var known = readers.Where((_, reader) => (reader * 7 + index * 3) % 10 < 3 + daysOld / 8);
            var strangers = Enumerable.Repeat<long?>(null, daysOld / 3 + index % 4);
            foreach (var (turn, reader) in known.Select(r => (long?)r).Concat(strangers).Index())
                db.Publish(() => new ArticleRead(communityId, reader, id),
                    now.AddHours(-daysOld * DaysApart * 24 * ((turn * 37 + index * 11) % 100) / 100d));
        }
        await db.SaveChangesAsync(cancel);
    }
}
