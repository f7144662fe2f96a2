using System.Text.RegularExpressions;
using Guildhall.Kernel.Ui;
using Xunit;

namespace Guildhall.App.Tests.House;

[Trait("Database", "none")]
public partial class Text_rules
{
    private static readonly TextCatalogue Catalogue = new(Guildhall.Web.Modules.All.Assemblies);

    [Fact]
    public void Every_text_has_its_Chinese()
    {
        var missing = Repository.Files("src", ".cs", ".razor")
            .SelectMany(file => TextsIn(File.ReadAllText(file)).Where(t => !Catalogue.Keys.Contains(t)).Select(t => $"{Repository.Relative(file)}: {t}"))
            .Distinct().ToList();

        Assert.True(missing.Count == 0, "Add these to a zh.json:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void Both_languages_fill_the_same_places()
    {
        var different = Catalogue.Keys.Where(key => !Places(key).SetEquals(Places(Catalogue.Find("zh", key)))).ToList();

        Assert.Empty(different);
    }

    [Fact]
    public void No_two_modules_translate_one_text_differently() => Assert.Empty(Catalogue.Conflicts);

    [Fact]
    public void The_rule_finds_texts_wherever_they_stand()
    {
        const string Specimen = """
            <h1>@T["Nobody translated this"]</h1> throw new Refused("some_code", 422, "Nor {0} this", 1);
            throw Refused.AtField("price", "bad_price", "Nor \"that\""); new MenuEntry("Nor this entry", "/x", "home", MenuPlace.Account)
            Form.Add("slug", "Nor this message");
            """;

        Assert.Equal(["Nobody translated this", "Nor {0} this", "Nor \"that\"", "Nor this entry", "Nor this message"], TextsIn(Specimen));
    }

    private static IEnumerable<string> TextsIn(string source) => Texts().Matches(source)
        .Select(m => Regex.Unescape(m.Groups["text"].Value));

    private static HashSet<string> Places(string text) => [.. Placeholder().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("""(?:\bT\[|\btexts\[|\bForm\.Add\(\s*[^,]+,\s*|new\s+Refused\(\s*"[a-z_]+",\s*\d+,\s*|Refused\.AtField\(\s*[^,]+,\s*"[a-z_]+",\s*|new\s+MenuEntry\(\s*|\bnew\s+Reason\(\s*(?:true|false),\s*)"(?<text>(?:[^"\\]|\\.)*)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Texts();

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();
}
