using System.Text.RegularExpressions;
using Xunit;

namespace Guildhall.App.Tests.House;

[Trait("Database", "none")]
public partial class File_rules
{
    private const int Lines = 400, Columns = 140;

    private static readonly IReadOnlyList<string> Written =
    [
        .. Repository.Files("src", ".cs", ".razor", ".ts", ".css").Where(f => !Generated().IsMatch(Repository.Relative(f))),
        .. Repository.Files("tests", ".cs"), .. Repository.Files("bench", ".cs"),
    ];

    [Fact]
    public void No_file_hides_two_ideas() =>
        Assert.Empty(TooLong(Written.Select(f => (Repository.Relative(f), File.ReadLines(f).Count()))));

    [Fact]
    public void The_rule_rejects_a_long_file() => Assert.Equal(["long.cs: 401 lines"], TooLong([("long.cs", 401), ("fine.cs", 400)]));

    [Fact]
    public void No_line_runs_out_of_sight() =>
        Assert.Empty(Written.SelectMany(f => TooWide(File.ReadLines(f), f.EndsWith(".cs", StringComparison.Ordinal)).Select(line => $"{Repository.Relative(f)}:{line}")));

    [Fact]
    public void The_rule_rejects_a_wide_line_unless_one_literal_makes_it_so()
    {
        var word = new string('x', 80);
        string[] source =
        [
            $"var fine = Call(\"{word}{word}\");",
            $"var wide = Call({word}, {word});",
            $"var both = Call(\"{word}\", \"{word}\", {word});",
            "var raw = \"\"\"",
            $"    {word} {word}",
            "    \"\"\";",
            $"// {word} {word}",
        ];

        Assert.Equal([2, 3, 7], TooWide(source, isCode: true));
        Assert.Equal([2], TooWide([$"""<p title="@T["{word}{word}"]">""", $"<p>{word} {word}</p>"], isCode: false));
    }

    [Theory]
    [InlineData("Helper"), InlineData("Manager"), InlineData("Util"), InlineData("Dto"), InlineData("Impl")]
    public void No_type_is_named_after_nothing(string ending) =>
        Assert.DoesNotContain(Repository.Files("src", ".cs", ".razor"),
            f => Path.GetFileNameWithoutExtension(f).EndsWith(ending, StringComparison.Ordinal));

    private static IEnumerable<string> TooLong(IEnumerable<(string File, int Lines)> files) =>
        files.Where(f => f.Lines > Lines).Select(f => $"{f.File}: {f.Lines} lines");

    /// <summary>
    /// Numbers of the lines that are wider than they may be. A literal cannot be broken, so the longest of a line does not count, and
    /// neither do the lines of a raw one. In markup, quotes stand inside quotes: there it is the longest piece between any two.
    /// </summary>
    private static IEnumerable<int> TooWide(IEnumerable<string> lines, bool isCode)
    {
        var (number, inRaw) = (0, false);
        foreach (var line in lines)
        {
            number++;
            var startedRaw = inRaw;
            inRaw ^= RawQuotes().Count(line) % 2 == 1;
            if (line.Length > Columns && !startedRaw && line.Length - LongestLiteral(line, isCode) > Columns)
                yield return number;
        }
    }

    private static int LongestLiteral(string line, bool isCode) => isCode
        ? Literal().Matches(line).Select(m => m.Length).DefaultIfEmpty().Max()
        : line.Contains('"', StringComparison.Ordinal) ? line.Split('"').Max(piece => piece.Length) : 0;

    [GeneratedRegex(@"^src/Migrations\.\w+/(\d|AppDbModelSnapshot)")]
    private static partial Regex Generated();

    [GeneratedRegex("\"\"\"+")]
    private static partial Regex RawQuotes();

    [GeneratedRegex("\"\"\"+.*?\"\"\"+|\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literal();
}
