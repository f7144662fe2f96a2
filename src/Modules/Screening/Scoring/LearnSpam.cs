using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Screening.Trials;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Scoring;

/// <summary>
/// Each night the score learns from what moderators decided: what they refused or removed is spam, what has stood for a week is not. It
/// starts from the weights that are shipped, and is used only where it judges no worse than those do on posts that it was not shown.
/// </summary>
internal sealed class LearnSpam(AppDb db, LastPosts posts, CommunityScope scope, TimeProvider time) : IClockJob
{
    public const int LeastSpam = 20, LeastHam = 50;
    private const int MostPosts = 10_000;
    private const double Threshold = 0.9;
    private static readonly TimeSpan Proven = TimeSpan.FromDays(7);

    public static ClockTime At => ClockTime.OfEachCommunity("40 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var texts = new List<(LabelledText Text, bool IsUnseen)>();
        await foreach (var post in posts.ReadAsync(scope.Id, MostPosts, cancel))
        {
            if (post.Fate is PostFate.Held or PostFate.Withdrawn || (post.Fate == PostFate.Shown && post.At > now - Proven))
                continue;
            if (FeaturesOf(post) is { } features)
                // By the id, so that a post stays on its side from night to night.
                texts.Add((new LabelledText(features, post.Fate == PostFate.Refused), post.Post.Id % 5 == 0));
        }
        var (spam, ham) = (texts.Count(t => t.Text.IsSpam), texts.Count(t => !t.Text.IsSpam));
        if (spam < LeastSpam || ham < LeastHam)
            return;
        var learned = SpamTraining.Learn([.. texts.Where(t => !t.IsUnseen).Select(t => t.Text)], SpamModel.Shipped);
        var unseen = texts.Where(t => t.IsUnseen).Select(t => t.Text).ToList();
        var (after, before) = (SpamTraining.Judge(learned, unseen, Threshold), SpamTraining.Judge(SpamModel.Shipped, unseen, Threshold));
        if (after.HamFlagged + after.SpamMissed > before.HamFlagged + before.SpamMissed)
            return;
        var row = await db.Set<SpamLearned>().SingleOrDefaultAsync(cancel);
        if (row is null)
            db.Add(row = SpamLearned.Of(scope.Id));
        row.Learn(learned, spam, ham, after, now);
        db.Publish(() => new ScreeningChanged(scope.Id, null));
        await db.SaveChangesAsync(cancel);
    }

    private static int[]? FeaturesOf(RecentPost post)
    {
        try
        {
            var rendered = MarkdownRenderer.Render(post.Markdown);
            return SpamFeatures.Of(post.Title + "\n" + rendered.PlainFull, rendered.LinkTargets);
        }
        catch (MarkdownRefused)
        {
            return null;
        }
    }
}
