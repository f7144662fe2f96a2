using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Screening.Scoring;
using Guildhall.Screening.Words;

namespace Guildhall.Screening.Rules;

/// <summary>What each kind of rule says of a post. It asks nobody, so that it says the same of a post of today and of one in a
/// trial.</summary>
internal static class JudgePost
{
    private const int MostQuoted = 3, QuotedAround = 12;

    /// <param name="listOf">The name of a list by its id.</param>
    /// <param name="ofAbuse">Lists whose words are insults: what they find is said first, and as abuse.</param>
    /// <returns>At most one finding of abuse and one of all else.</returns>
    public static IReadOnlyList<Finding> ByWords(
        JudgedPost post, WordMatcher words, Func<long, string> listOf, IReadOnlySet<long> ofAbuse)
    {
        var found = new List<Finding>();
        foreach (var (isAbuse, hits) in words.Find(post.Text).GroupBy(h => ofAbuse.Contains(h.Word.ListId))
            .OrderByDescending(g => g.Key).Select(g => (g.Key, g.ToList())))
        {
            var quoted = Quote(post.Text, hits, listOf);
            found.Add((isAbuse, hits.Count) switch
            {
                (true, 1) => new Finding(ScreeningVerdict.Hold, "abuse: the word {0}", quoted) { Hits = hits },
                (true, _) => new Finding(ScreeningVerdict.Hold, "abuse: the words {0}", quoted) { Hits = hits },
                (false, 1) => new Finding(ScreeningVerdict.Hold, "watched word {0}", quoted) { Hits = hits },
                _ => new Finding(ScreeningVerdict.Hold, "watched words {0}", quoted) { Hits = hits },
            });
        }
        return found;
    }

    /// <param name="ownHost">This site's; links within it do not count.</param>
    public static Finding? By(RuleKind kind, RuleTerms terms, JudgedPost post, AuthorPast past, SpamModel model, string? ownHost) =>
        kind switch
    {
        RuleKind.Links => ByLinks(terms, post, past, ownHost),
        RuleKind.Rate when post.IsNew && past.Level <= terms.UpTo => ByRate(terms, post, past),
        RuleKind.Repeats when post.IsNew && past.Level <= terms.UpTo => ByRepeats(terms, post, past),
        RuleKind.FirstPosts when post.IsNew && past.Level <= terms.UpTo && past.Shown < terms.Posts =>
            new Finding(ScreeningVerdict.Hold, "one of the first {0} posts of a new member", terms.Posts),
        RuleKind.Spam when past.Level <= terms.UpTo => BySpam(terms, post, model),
        _ => null,
    };

    /// <summary>Whether a rule of this kind looks at what the author said before.</summary>
    public static bool NeedsPast(RuleKind kind) => kind is RuleKind.Rate or RuleKind.Repeats or RuleKind.FirstPosts;

    private static Finding? ByLinks(RuleTerms terms, JudgedPost post, AuthorPast past, string? ownHost)
    {
        var hosts = post.Links.Select(SpamFeatures.HostOf).OfType<string>().Where(h => h != ownHost).ToList();
        if (hosts.FirstOrDefault(h => RuleTerms.Names(terms.BlockedHosts, h)) is { } blocked)
            return new Finding(ScreeningVerdict.Hold, "a link to {0}", blocked);
        var counted = hosts.Count(h => !RuleTerms.Names(terms.AllowedHosts, h));
        return past.Level <= terms.UpTo && counted > terms.Links
            ? new Finding(ScreeningVerdict.Hold, "{0} {0:link|links} from a new member", counted) : null;
    }

    private static Finding? ByRate(RuleTerms terms, JudgedPost post, AuthorPast past)
    {
        foreach (var (most, span, text) in ((int, TimeSpan, string)[])
            [(terms.PerMinute, TimeSpan.FromMinutes(1), "more than {0} posts in a minute"), (terms.PerHour, TimeSpan.FromHours(1), "more than {0} posts in an hour")])
        {
            // What is being saved at this moment counts too: fifty at once are fifty.
            var said = Within(past.Recent.Select(p => p.At), post.At, span, most);
            var tried = Within(past.Attempts.Select(a => a.At), post.At, span, most);
            var within = tried.Count > said.Count ? tried : said;
            if (within.Count == most)
                return new Finding(terms.Verdict, text, most) { RetryAfter = within[^1] + span - post.At };
        }
        return null;
    }

    private static List<DateTime> Within(IEnumerable<DateTime> times, DateTime now, TimeSpan span, int most) =>
        [.. times.Where(t => t > now - span && t <= now).OrderDescending().Take(most)];

    private static Finding? ByRepeats(RuleTerms terms, JudgedPost post, AuthorPast past)
    {
        var since = post.At - TimeSpan.FromHours(terms.Hours);
        var print = post.Print;
        var same = past.Recent.Where(p => p.At > since && p.Print == print).Select(p => p.At).OrderDescending().Take(terms.Times).ToList();
        return print.Length == 0 || same.Count < terms.Times ? null
            : new Finding(terms.Verdict, "the same text more than {0} {0:time|times} in {1} {1:hour|hours}", terms.Times, terms.Hours)
            {
                RetryAfter = same[^1] + TimeSpan.FromHours(terms.Hours) - post.At,
            };
    }

    private static Finding? BySpam(RuleTerms terms, JudgedPost post, SpamModel model)
    {
        var percent = (int)Math.Floor(model.Score(post.Title + "\n" + post.Plain, post.Links) * 100);
        return percent < terms.Percent ? null : new Finding(ScreeningVerdict.Hold, "reads like spam: {0} of 100", percent);
    }

    /// <summary>Which words, from which list, and as they stand there.</summary>
    private static string Quote(string text, IReadOnlyList<WordHit> hits, Func<long, string> listOf)
    {
        var told = hits.DistinctBy(h => h.Word.Id).Take(MostQuoted).Select(h =>
        {
            var (from, to) = (Math.Max(0, h.Start - QuotedAround), Math.Min(text.Length, h.Start + h.Length + QuotedAround));
            return $"“{h.Word.Text}” ({listOf(h.Word.ListId)}): “{text[from..to].ReplaceLineEndings(" ")}”";
        });
        return string.Join(", ", told);
    }
}
