using System.Diagnostics;
using System.Globalization;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Values;
using Guildhall.Load.Hosting;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Scoring;
using Guildhall.Screening.Words;

namespace Guildhall.Load.Texts;

/// <summary>How long one post takes against many words, and what words are found in texts where nobody has hidden any.</summary>
internal sealed class MatcherFigures
{
    private const int Posts = 3000;

    private static readonly HashSet<long> NoAbuse = [];

    private readonly List<string> _articles;
    private readonly List<WatchedEntry> _words;

    public MatcherFigures(string? lexicon, int words, string? articles)
    {
        _articles = [.. Articles(Repository.PathOf("src/Modules/Communities/Demo")), .. articles is null ? [] : Articles(articles)];
        var random = new Random(7);
        List<string> texts = lexicon is null ? [] : [.. Files(lexicon, "*.txt").SelectMany(File.ReadLines).Select(l => l.Trim().TrimEnd(',', '，'))
            .Where(l => l.Length is > 1 and <= WatchedWord.MaxText && WatchedWord.FormOf(l).Length > 1).Distinct()];
        Given = Math.Min(texts.Count, words);
        while (texts.Count < words)
            texts.Add(Made(random));
        _words = [.. texts.Take(words).Select((t, i) => new WatchedEntry(i + 1, 1, t))];
    }

    /// <summary>Words that come from a list; the others are made at random.</summary>
    public int Given { get; }

    public int Words => _words.Count;

    public int ArticleCount => _articles.Count;

    /// <summary>Rows: what was screened, with the 50th and 99th percentile and the longest time in ms.</summary>
    public IEnumerable<IReadOnlyList<string>> Times()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var matcher = new WordMatcher(_words);
        Build = watch.Elapsed;
        Megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / 1024.0;
        var text = string.Join("\n\n", _articles);
        foreach (var length in (int[])[300, 1000, 3000, 30_000])
        {
            var posts = Enumerable.Range(0, length > 3000 ? Posts / 10 : Posts)
                .Select(i => text.Substring((int)((long)i * 7919 % Math.Max(1, text.Length - length)), Math.Min(length, text.Length)))
                    .ToList();
            // The first ones are compiled.
            foreach (var post in posts.Take(300))
                Screen(matcher, post);
            var times = new List<double>(posts.Count);
            foreach (var post in posts)
            {
                // Of this thread alone: what others take of the machine meanwhile says nothing of the screening.
                var began = Linux.ThreadTime();
                Screen(matcher, post);
                times.Add((Linux.ThreadTime() - began).TotalMilliseconds);
            }
            if (length == 1000)
                Post = (times.Percentile(0.5), times.Percentile(0.99));
            yield return
            [
                string.Create(CultureInfo.InvariantCulture, $"{length:N0} characters"), Report.Number(times.Percentile(0.5), 3),
                Report.Number(times.Percentile(0.99), 3), Report.Number(times.Max(), 3),
            ];
        }
    }

    public TimeSpan Build { get; private set; }

    public double Megabytes { get; private set; }

    /// <summary>Of a post of a thousand characters, ms.</summary>
    public (double Median, double Most) Post { get; private set; }

    /// <summary>Words found in articles, with how often and in how many of them; and how many articles a plain search would find them
    /// in.</summary>
    public (int Hits, int Articles, int Plainly, IReadOnlyList<(string Word, int Times)> Words) FalseHits()
    {
        var matcher = new WordMatcher(_words.Take(Math.Max(Given, 1)).ToList());
        var hits = _articles.Select(a => matcher.Find(a)).ToList();
        var plain = _words.Take(Given).Select(w => w.Text.ToLowerInvariant()).Where(w => w.Length > 1).ToList();
        var values = System.Buffers.SearchValues.Create([.. plain], StringComparison.OrdinalIgnoreCase);
        return (hits.Sum(h => h.Count), hits.Count(h => h.Count > 0), _articles.Count(a => a.AsSpan().ContainsAny(values)),
            [.. hits.SelectMany(h => h).GroupBy(h => h.Word.Text).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2)
                .Take(15)]);
    }

    /// <summary>How many honest articles hold a word of the short list of insults that comes with the program, and which.</summary>
    public (int Articles, IReadOnlyList<string> Words) FalseInsults()
    {
        var matcher = new WordMatcher([.. Insults.Read().Select((w, i) => new WatchedEntry(i + 1, 1, w.Text, w.Pinyin))]);
        var hits = _articles.Select(a => matcher.Find(a)).Where(h => h.Count > 0).ToList();
        return (hits.Count, [.. hits.SelectMany(h => h).Select(h => h.Word.Text).Distinct()]);
    }

    /// <summary>How many articles the shipped score takes for spam.</summary>
    public int Flagged(double threshold) => _articles.Count(a => SpamModel.Shipped.Score(a, []) >= threshold);

    // Words, and the rules that need no question: links and score.
    private static void Screen(WordMatcher matcher, string text)
    {
        var post = new JudgedPost("reply", true, 1, "", text, text, [], DateTime.UnixEpoch);
        var past = new AuthorPast(TrustLevel.New, 0, []);
        _ = JudgePost.ByWords(post, matcher, _ => "", NoAbuse);
        _ = JudgePost.By(RuleKind.Links, RuleTerms.Default(RuleKind.Links), post, past, SpamModel.Shipped, null);
        _ = JudgePost.By(RuleKind.Spam, RuleTerms.Default(RuleKind.Spam), post, past, SpamModel.Shipped, null);
    }

    private static IEnumerable<string> Articles(string folder) => Files(folder, "*.md").Select(File.ReadAllText).Where(t => t.Length > 200)
        .Select(t => MarkdownRenderer.Render(t, new MarkdownOptions { MaxLength = int.MaxValue }).PlainFull);

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    // Three in four Chinese, two to five characters of the common ones.
    private static string Made(Random random) => random.Next(4) > 0
        ? new string([.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => (char)random.Next(0x4E00, 0x9FA5))])
        : new string([.. Enumerable.Range(0, random.Next(4, 11)).Select(_ => (char)random.Next('a', 'z' + 1))]);
}
