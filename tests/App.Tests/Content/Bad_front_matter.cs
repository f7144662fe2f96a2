using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Import;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

public class Bad_front_matter(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory, Trait("Database", "none")]
    [InlineData("title: [a, b\n", 2, ImportTexts.YamlBracket)]
    [InlineData("title: A\ntags: [a, b\nslug: x\n", 3, ImportTexts.YamlBracket)]
    [InlineData("title: A\ntags: {a: 1\n", 3, ImportTexts.YamlBracket)]
    [InlineData("title: A\ntags: [a b]]\n", 3, ImportTexts.YamlBracket)]
    [InlineData("slug: x\ntitle: \"open\ndate: 2024-01-01\n", 3, ImportTexts.YamlQuote)]
    [InlineData("title: 'open\nslug: x\n", 2, ImportTexts.YamlQuote)]
    [InlineData("title: 'it's'\n", 2, ImportTexts.YamlAfterQuote)]
    [InlineData("title: Redis: why\n", 2, ImportTexts.YamlColon)]
    [InlineData("title: A\n  slug: x\n", 3, ImportTexts.YamlIndent)]
    [InlineData("  title: A\nslug: x\n", 3, ImportTexts.YamlIndent)]
    [InlineData("tags:\n  - a\n - b\n", 4, ImportTexts.YamlIndent)]
    [InlineData("title: A\n\tslug: x\n", 3, ImportTexts.YamlTab)]
    [InlineData("tags:\n\t- a\n", 3, ImportTexts.YamlTab)]
    [InlineData("title\nslug: x\n", 2, ImportTexts.YamlName)]
    [InlineData("title:A\nslug: x\n", 2, ImportTexts.YamlName)]
    [InlineData("slug: x\ntitle\n", 3, ImportTexts.YamlName)]
    [InlineData("title: @me\n", 2, ImportTexts.YamlSign)]
    [InlineData("title: - a\n", 2, ImportTexts.YamlSign)]
    [InlineData("title: \"C:\\qt\"\n", 2, ImportTexts.YamlEscape)]
    [InlineData("title: A\n- b\n", 3, ImportTexts.FrontMatterYaml)]
    public void Is_told_at_its_line(string yaml, int line, string text)
    {
        var wrong = Assert.Throws<FrontMatterWrong>(() => FrontMatter.Split($"---\n{yaml}---\nWords.\n"));

        Assert.Equal((text, line.ToString()), (wrong.Note.Text, Assert.Single(wrong.Note.Args)));
    }

    [Fact]
    public async Task Is_told_in_the_readers_language_and_the_parsers_words_are_marked_as_English()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/quote.md", "---\ntitle: 'open\n---\nWords.\n").With("a/twice.md", "---\ntitle: One\ntitle: Two\n---\nWords.\n");
        var report = await library.ImportsAsync(folder.Path, dryRun: true);
        var id = await library.PersonAsync("owner");
        await library.InAsync<AppDb>(db => db.Members.Where(m => m.Id == id).ExecuteUpdateAsync(m => m.SetProperty(x => x.Language, "zh")));
        var owner = await library.SignedInAsync("owner");

        var page = await owner.GetAsync($"{library.Path}/manage/import/{report.Id}");

        Assert.Contains("第 2 行：引号没有闭合。", page.Text);
        Assert.StartsWith("(While scanning a quoted scalar", page.TextOf(".import-note small[lang=en]"));
        // Programs get one text.
        Assert.Contains("Line 2: a quote is opened and not closed. (While scanning", Assert.Single(report.Rows.Single(r => r.Path == "a/quote.md").Notes).Text);
        // The later title counts, as it did, and the report says so.
        Assert.Equal("Two", report.Rows.Single(r => r.Path == "a/twice.md").Title);
        Assert.Contains("第 3 行：“title”前面已经写过", page.Text);
    }
}
