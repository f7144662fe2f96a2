using System.Text.RegularExpressions;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>
/// A text that is cut at a length may be cut in the middle of a character, which PostgreSQL's driver refuses: <c>CutTo</c> knows better.
/// </summary>
[Trait("Database", "none")]
public partial class Cut_rules
{
    [Fact]
    public void No_text_is_cut_blindly()
    {
        var files = Repository.Files("src", ".cs", ".razor").ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(f => CutsIn(File.ReadAllText(f)).Select(found => $"{Repository.Relative(f)}: {found}")));
    }

    [Fact]
    public void The_rule_finds_a_blind_cut_either_way_round() => Assert.Equal(
        ["text.Length > 500 ? text[..500]", "name.Length <= Most ? name : name[..(Most - 1)]", "error is { Length: > 60 } ? error[..60]"],
        CutsIn("""
            var a = text.Length > 500 ? text[..500] : text; var b = name.Length <= Most ? name : name[..(Most - 1)] + "…";
            var c = error is { Length: > 60 } ? error[..60] : error;
            """));

    [Fact]
    public void The_rule_lets_spans_lists_ends_and_careful_cuts_be() => Assert.Empty(CutsIn("""
        var a = line.Length <= 200 ? line.ToString() : line[..200].ToString(); var b = rows.Count > limit ? rows[..limit] : rows;
        var c = term.Length > 4 ? term[..^3] + "y" : term; var d = line.Length <= n ? line : line[..(char.IsHighSurrogate(line[n - 1]) ? n - 1 : n)];
        """));

    private static IEnumerable<string> CutsIn(string source) => Cuts().Matches(source).Select(m => m.Value);

    [GeneratedRegex("""
        (?<v>[A-Za-z_][\w.]*) (?:\.Length\s*>\s* | \s+is\s*\{\s*Length:\s*>\s*) [\w.]+ (?:\s*\})? \s*\?\s* \k<v>\[\.\. (?!\^|\(char\.) (?:\([^()]*\)|[\w.]+) \] (?!\.ToString)
        | (?<w>[A-Za-z_][\w.]*)\.Length\s*<=\s*[\w.]+\s*\?\s*\k<w>\s*:\s*\k<w>\[\.\. (?!\^|\(char\.) (?:\([^()]*\)|[\w.]+) \] (?!\.ToString)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Cuts();
}
