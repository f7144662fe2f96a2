using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Screening.Floods;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Settings;
using Microsoft.Extensions.Options;

namespace Guildhall.Screening.Deciding;

/// <summary>
/// Decides about a post before others read it. Nothing is refused but for limits and rates, and then its author is told when they may
/// again; all else waits for a moderator. What costs a question to the database is asked only where a rule that is on needs it, and
/// whether the author is of the team only where something was found.
/// </summary>
internal sealed class ScreenPost(
    ScreeningBooks books, AuthorFacts facts, FindingText text, OwnHost own, ReadFloods floods, IOptions<ScreeningOptions> options)
        : IScreening
{
    public async Task<Screened> ScreenAsync(PostToScreen post, CancellationToken cancel = default)
    {
        var book = await books.GetAsync(post.CommunityId, cancel);
        var judged = new JudgedPost(post.Kind, post.Id is null, post.AuthorId, post.Title, post.Markdown, post.Plain, post.Links,
            facts.Now);
        // Noted before it is known, and taken back where it comes to nothing.
        var tried = judged.IsNew ? facts.Note(post.CommunityId, post.AuthorId, post.Kind) : [];
        var found = await FindAsync(post, judged, book, tried, cancel);
        if (found.Count == 0 || await facts.IsTeamAsync(post.CommunityId, post.AuthorId, cancel))
            return Screened.Publish;
        if (found.Find(f => f.Verdict == ScreeningVerdict.Refuse) is not { } refusal)
            return new Screened(ScreeningVerdict.Hold, await text.ForModeratorsAsync(found, cancel));
        if (judged.IsNew)
            facts.TakeBack(post.CommunityId, post.AuthorId);
        var reason = text.ForAuthor(refusal);
        return new Screened(ScreeningVerdict.Refuse, refusal is { RetryAfter: { } wait } && !reason.EndsWith('.')
            ? text.Again(reason, wait) : reason) { RetryAfter = refusal.RetryAfter };
    }

    private async Task<List<Finding>> FindAsync(
        PostToScreen post, JudgedPost judged, ScreeningBook book, IReadOnlyList<Attempt> tried, CancellationToken cancel)
    {
        var found = new List<Finding>();
        found.AddRange(JudgePost.ByWords(judged, book.Words, book.ListName, book.OfAbuse));
        var isLimited = options.Value.NewMemberLimits && NewMemberLimits.MayApply(post, book.Numbers);
        if (book.Rules.Count == 0 && !isLimited && book.Flood is null)
            return found;
        var level = await facts.LevelAsync(post.CommunityId, post.AuthorId, cancel);
        isLimited &= level == TrustLevel.New;
        var past = await PastAsync(post, book, level, isLimited, tried, cancel);
        if (isLimited)
        {
            Add(found, NewMemberLimits.InText(post, book.Numbers, own.Host));
            if (judged.IsNew)
                Add(found, NewMemberLimits.OnFirstDay(post, book.Numbers, past, facts.Now));
        }
        foreach (var (kind, terms) in book.Rules)
            Add(found, JudgePost.By(kind, terms, judged, past, book.Model, own.Host));
        if (book.Flood is { } flood && flood.Until > facts.Now && level == TrustLevel.New
            && await floods.JoinedInAsync(flood, post.AuthorId, cancel))
            Add(found, new Finding(ScreeningVerdict.Hold, "many people joined at once, and this is one of them"));
        return found;
    }

    /// <summary>Only as much of what they said before as the rules that are on look at.</summary>
    private async Task<AuthorPast> PastAsync(
        PostToScreen post, ScreeningBook book, TrustLevel level, bool isLimited, IReadOnlyList<Attempt> tried, CancellationToken cancel)
    {
        var needed = isLimited && post.Id is null ? NewMemberLimits.Needed(book.Numbers) : 0;
        if (post.Id is null)
            foreach (var (kind, terms) in book.Rules.Where(r => JudgePost.NeedsPast(r.Kind) && level <= r.Terms.UpTo))
                needed = Math.Max(needed, kind switch { RuleKind.Rate => terms.PerHour, RuleKind.Repeats => 50, _ => 50 });
        return needed == 0 ? new AuthorPast(level, 0, []) { Attempts = tried }
            : await facts.PastAsync(post.CommunityId, post.AuthorId, level, needed, tried, cancel);
    }

    private static void Add(List<Finding> found, Finding? finding)
    {
        if (finding is not null)
            found.Add(finding);
    }
}
