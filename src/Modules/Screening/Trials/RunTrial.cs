using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Guildhall.Screening.Deciding;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Scoring;
using Guildhall.Screening.Trust;
using Guildhall.Screening.Words;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trials;

/// <summary>A trial to be run.</summary>
internal sealed record RunTrial(long TrialId);

/// <summary>
/// Tries a rule on the last posts, as if each had been posted under it: with what its author had said by then, and as far as the author is
/// trusted now.
/// </summary>
internal sealed class RunTrials(
    AppDb db, LastPosts posts, TrustLevels trust, IRoleHolders holders, SpamModels models, OwnHost own, CommunityScope scope,
    ICommunities communities, TextCatalogue texts, TimeProvider time) : IWork<RunTrial>
{
    private const int ReportEvery = 500, Members = 500;

    public async Task RunAsync(RunTrial payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        if (await db.Set<Trial>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == payload.TrialId && t.State == TrialState.Running, cancel)
            is not { } trial)
            return;
        var last = new List<RecentPost>();
        await foreach (var post in posts.ReadAsync(community.Id, Trial.Posts, cancel))
            last.Add(post);
        var pasts = await PastsAsync(trial, last, cancel);
        var judge = await JudgeAsync(trial, community, cancel);
        var caught = new List<(RecentPost Post, Finding Finding)>();
        for (var i = last.Count - 1; i >= 0; i--)
        {
            if (!pasts.IsTeam(last[i].AuthorId) && JudgedOf(last[i]) is { } judged
                && judge(judged, pasts.Of(judged.AuthorId)) is { } finding)
                caught.Add((last[i], finding));
            pasts.Add(last[i]);
            if ((last.Count - i) % ReportEvery == 0)
                await ReportAsync(trial.Id, last.Count - i, last.Count, context, cancel);
        }
        caught.Reverse();
        await FinishAsync(trial.Id, last.Count, caught, pasts, texts.In(community.Language), cancel);
    }

    private async Task<AuthorPasts> PastsAsync(Trial trial, List<RecentPost> last, CancellationToken cancel)
    {
        var authors = last.Select(p => p.AuthorId).Distinct().ToList();
        var team = (await holders.WithPermissionAsync(scope.Id, Permissions.ModerateTopics, Now, cancel)).ToHashSet();
        var (levels, shown) = (new Dictionary<long, TrustLevel>(), new Dictionary<long, int>());
        foreach (var chunk in authors.Chunk(Members))
        {
            foreach (var (member, level) in await trust.ManyAsync(chunk, cancel))
                levels[member] = level;
            // Of posts beyond the last ten thousand only the number matters, and only to one rule.
            if (trial.Kind == RuleKind.FirstPosts && last.Count == Trial.Posts)
                foreach (var (member, count) in await posts.CountBeforeAsync(scope.Id, chunk, last[^1].At, cancel))
                    shown[member] = count;
        }
        return new AuthorPasts(levels, shown, team);
    }

    private async Task<Func<JudgedPost, AuthorPast, Finding?>> JudgeAsync(Trial trial, CommunityInfo community, CancellationToken cancel)
    {
        if (trial.ListId is { } listId)
        {
            var list = await db.Set<WordList>().AsNoTracking().SingleAsync(l => l.Id == listId, cancel);
            var matcher = new WordMatcher(await db.Set<WatchedWord>().AsNoTracking().Where(w => w.ListId == listId && w.Id <= trial.Through)
                .Select(w => new WatchedEntry(w.Id, w.ListId, w.Text, w.Pinyin)).ToListAsync(cancel));
            var ofAbuse = new HashSet<long>();
            if (list.Subject == WordSubject.Abuse)
                ofAbuse.Add(list.Id);
            return (post, _) => JudgePost.ByWords(post, matcher, _ => list.Name, ofAbuse).FirstOrDefault();
        }
        var (terms, model) = (RuleTerms.Read(trial.Terms), await models.OfAsync(cancel));
        return (post, past) => JudgePost.By(trial.Kind, terms, post, past, model, own.Host);
    }

    private static JudgedPost? JudgedOf(RecentPost post)
    {
        try
        {
            var rendered = MarkdownRenderer.Render(post.Markdown);
            return new JudgedPost(
                post.Post.Kind, true, post.AuthorId, post.Title, post.Markdown, rendered.PlainFull, rendered.LinkTargets, post.At);
        }
        catch (MarkdownRefused)
        {
            // It was saved under other limits.
            return null;
        }
    }

    private async Task ReportAsync(long trialId, int looked, int total, WorkContext context, CancellationToken cancel)
    {
        await context.ReportAsync(looked, total, cancel);
        await db.Set<Trial>().Where(t => t.Id == trialId).ExecuteUpdateAsync(t => t.SetProperty(x => x.Looked, looked), cancel);
    }

    private async Task FinishAsync(
        long trialId, int looked, List<(RecentPost Post, Finding Finding)> caught, AuthorPasts pasts, Texts words, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // It may run twice: the second time finds it done, or nothing kept.
        if (await db.Set<Trial>().SingleOrDefaultAsync(t => t.Id == trialId && t.State == TrialState.Running, cancel) is not { } trial)
            return;
        db.AddRange(caught.Take(Trial.MostKept).Select((c, i) => TrialCatch.Of(
            trial, i + 1, c.Post.Post, c.Post.AuthorId, pasts.IsTrusted(c.Post.AuthorId), c.Post.At, FindingText.Of(c.Finding, words))));
        trial.Finish(
            looked, caught.Count, caught.Count(c => pasts.IsTrusted(c.Post.AuthorId)), caught.Count(c => c.Post.Fate == PostFate.Refused),
                Now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
