using System.Collections.Concurrent;
using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Deeds;

/// <summary>Articles, resources, reviews of others' code, reports that were upheld, and days on which somebody came.</summary>
internal sealed class OtherDeeds(
    AppDb db, TurnDeeds turn, IArticles articles, FoundAuthors authors, ITopicFacts topics, ICases cases, KnownVisits visits,
    ICommunities communities)
{
    public async Task ArticleAsync(Thing article, Envelope envelope, CancellationToken cancel)
    {
        var published = await articles.FindPublicAsync(envelope.CommunityId, article.Id, cancel);
        if (published is not null)
            await turn.RunAsync(
                new DeedFact(envelope.CommunityId, $"article:{article.Id}", DeedKind.ArticlePublished, published.AuthorId,
                    published.AuthorId, article, envelope.At),
                stands: true, isHidden: false, envelope.ActivityId, cancel);
        await turn.HideAsync(article, published is null, envelope.ActivityId, cancel);
    }

    public async Task ResourceAsync(Thing resource, bool isThere, Envelope envelope, CancellationToken cancel)
    {
        if (isThere && envelope.ActorId is { } author)
            await turn.RunAsync(
                new DeedFact(envelope.CommunityId, $"resource:{resource.Id}", DeedKind.ResourcePublished, author, author, resource,
                    envelope.At),
                stands: true, isHidden: false, envelope.ActivityId, cancel);
        await turn.HideAsync(resource, !isThere, envelope.ActivityId, cancel);
    }

    /// <summary>Each round of a review counts once for each reviewer.</summary>
    public async Task ReviewAsync(Thing topic, int round, Envelope envelope, CancellationToken cancel)
    {
        if (envelope.ActorId is { } reviewer
            && await authors.OfTopicAsync(envelope.CommunityId, topic.Id, topics, cancel) is { } author && author != reviewer)
            await turn.RunAsync(
                new DeedFact(envelope.CommunityId, $"review:{topic.Id}:{round}:{reviewer}", DeedKind.ReviewGiven, reviewer, reviewer, topic,
                    envelope.At),
                stands: true, isHidden: false, envelope.ActivityId, cancel);
    }

    /// <summary>Whoever reported what a moderator then acted upon; not the moderator.</summary>
    public async Task ReportsAsync(long caseId, bool isUpheld, Envelope envelope, CancellationToken cancel)
    {
        foreach (var reporter in await cases.ReportersAsync(envelope.CommunityId, caseId, cancel))
            if (reporter != envelope.ActorId)
                await turn.RunAsync(
                    new DeedFact(envelope.CommunityId, $"report:{caseId}:{reporter}", DeedKind.ReportUpheld, reporter, reporter,
                        new Thing("case", caseId), envelope.At),
                    isUpheld, isHidden: false, envelope.ActivityId, cancel);
    }

    public async Task VisitAsync(Envelope envelope, CancellationToken cancel)
    {
        if (envelope.ActorId is not { } member || await communities.FindAsync(envelope.CommunityId, cancel) is not { } community)
            return;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(envelope.At, TimeZones.Find(community.TimeZone)));
        if (visits.Knows(community.Id, member, day))
            return;
        var key = string.Create(CultureInfo.InvariantCulture, $"visit:{member}:{day:yyyyMMdd}");
        if (!await db.Set<Deed>().AnyAsync(d => d.Key == key, cancel))
            await turn.RunAsync(
                new DeedFact(community.Id, key, DeedKind.DailyVisit, member, member, new Thing("member", member), envelope.At),
                stands: true, isHidden: false, envelope.ActivityId, cancel);
        db.AfterCommit(() => visits.Note(community.Id, member, day));
    }
}

/// <summary>Days on which this node has seen members, so that most facts need no look at the database.</summary>
internal sealed class KnownVisits
{
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<(long, long), DateOnly> _seen = [];

    public bool Knows(long communityId, long memberId, DateOnly day) => _seen.TryGetValue((communityId, memberId), out var seen)
        && seen == day;

    public void Note(long communityId, long memberId, DateOnly day)
    {
        if (_seen.Count > Most)
            _seen.Clear();
        _seen[(communityId, memberId)] = day;
    }
}
