using Guildhall.Content.Import;

namespace Guildhall.App.Tests.Content;

/// <summary>What is read as the head of a file, what is left as text, and what stops the file.</summary>
[Trait("Database", "none")]
public class Heads_of_files
{
    [Theory]
    [InlineData("---\ntitle: T\ndraft: true\n---\nWords.\n", 3)]
    [InlineData("---  \t\ntitle: T\ndraft: true\n--- \nWords.\n", 3)]
    [InlineData("-----\ntitle: T\ndraft: true\n-----\nWords.\n", 3)]
    [InlineData("---\ntitle: T\ndraft: true\n...\nWords.\n", 3)]
    [InlineData("\ufeff\ufeff---\ntitle: T\ndraft: true\n---\nWords.\n", 3)]
    [InlineData("\n \n---\ntitle: T\ndraft: true\n---\nWords.\n", 5)]
    [InlineData("  ---\n  title: T\n  draft: true\n  ---\nWords.\n", 3)]
    [InlineData("--- # of Jekyll\ntitle: T\ndraft: true\n---\nWords.\n", 3)]
    [InlineData("---yaml\ntitle: T\ndraft: true\n---\nWords.\n", 3)]
    [InlineData("---\n{\"title\": \"T\",\n\"draft\": true}\n---\nWords.\n", 3)]
    [InlineData("+++\ntitle = \"T\"\ndraft = true\n+++\nWords.\n", 3)]
    [InlineData("++++ \ntitle = 'T'\n\n  draft = true # not yet\n+++\t\nWords.\n", 4)]
    [InlineData("---toml\ntitle = \"T\"\ndraft = true\n---\nWords.\n", 3)]
    [InlineData("{\n\"title\": \"T\",\n\"draft\": true\n}\nWords.\n", 3)]
    [InlineData("{\"title\":\"T\",\"draft\":true}\nWords.\n", 1)]
    [InlineData("{\"weight\":\"3\",\"title\":\"T\",\n\"draft\":true,}  \nWords.\n", 2)]
    [InlineData("---json\n{\n\"title\": \"T\",\n\"draft\": true\n}\n---\nWords.\n", 4)]
    [InlineData(";;;\n\"title\": \"T\",\n\"draft\": true\n;;;\nWords.\n", 3)]
    [InlineData("\"title\": \"T\",\n\"draft\": true\n;;;\nWords.\n", 2)]
    [InlineData("{\n\"title\": \"T\",\n\"draft\": true\n}\n;;;\nWords.\n", 3)]
    [InlineData("title: T\ndraft: true\n---\nWords.\n", 2)]
    [InlineData("title: T\ntags:\n- a\n- b\n\n# mine\ndraft: true\n-----\nWords.\n", 7)]
    [InlineData("draft: true\ntitle: T\n---\nWords.\n", 1)]
    [InlineData("Title: T\nDraft: true\n\nWords.\n", 2)]
    [InlineData("Title: T\nAuthor: Li\n    and Wang\nDraft: true\n\nWords.\n", 4)]
    [InlineData("title:: T\ndraft:: true\n\nWords.\n", 2)]
    [InlineData("title：T\ndraft：true\n\nWords.\n", 2)]
    [InlineData("#+title: T\n#+draft: true\n\nWords.\n", 2)]
    [InlineData("<!--\n.. title: T\n.. draft: true\n-->\nWords.\n", 3)]
    [InlineData("<!-- \ntitle: T\ndraft: true\n-->\nWords.\n", 3)]
    [InlineData("<!--\n+++\ntitle = \"T\"\ndraft = true\n+++\n-->\nWords.\n", 4)]
    [InlineData("<!-- (c) me -->\n\n---\ntitle: T\ndraft: true\n---\nWords.\n", 5)]
    public void Are_read_in_every_form(string text, int line)
    {
        var (front, body) = FrontMatter.Split(text);

        Assert.Equal(("T", "true", line), (front["title"]?.Text, front["draft"]?.Text, front["draft"]?.Line));
        Assert.Equal("Words.", body.Trim());
        Assert.Equal(text.TrimStart('\ufeff').Split("Words")[0].Count(c => c == '\n'), front.Lines + body.Split("Words")[0].Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("---\n\nA rule comes first.\n\n---\n\nAnd last.\n")]
    [InlineData("---\n# A heading between rules\n---\n\nWords.\n")]
    [InlineData("---\nWords under a rule.\n\nMore.\n")]
    [InlineData("注意：这是一句话\n---\n\n上面是标题。\n")]
    [InlineData("Note: a heading of the second level\n---\n\nWords.\n")]
    [InlineData("Date: we met on a Monday, and it rained for hours, so that nobody came.\n\nWords.\n")]
    [InlineData("Title: The Tale\n===============\n\nWords.\n")]
    [InlineData("{\"a\": 1}\n\nThat was an object.\n")]
    [InlineData("{ not: json at all }\n\nWords.\n")]
    [InlineData("{{< figure src=\"a.png\" title=\"x\" >}}\n\nWords.\n")]
    [InlineData("{% include toc.md %}\n\nWords.\n")]
    [InlineData("{: .no_toc title=\"x\"}\n\nWords.\n")]
    [InlineData("<!-- TODO: write more -->\n\nWords.\n")]
    [InlineData("<!-- title: not closed\n\nWords.\n")]
    [InlineData("+++\n\nPluses, and no more.\n\n+++\n")]
    [InlineData("+++ words\n")]
    [InlineData("--- Chapter 1: the start ---\nIt rains: always.\n---\n")]
    [InlineData("# Heading\n\ntitle: inside\n---\n")]
    [InlineData("- title: a list\n- draft: true\n\n---\n")]
    [InlineData("***\nNote: a rule of stars.\n")]
    [InlineData("")]
    [InlineData("---")]
    [InlineData("---\n")]
    [InlineData("+++")]
    [InlineData("{")]
    [InlineData("<!--")]
    [InlineData("\n\n")]
    public void Are_not_seen_in_texts_that_have_none(string text)
    {
        var (front, body) = FrontMatter.Split(text);

        Assert.Empty(front.All);
        Assert.Equal((text, 0), (body, front.Lines));
    }

    [Theory]
    [InlineData("+++\ntitle = T\ndraft = true\n+++\nWords.\n", 2, ImportTexts.FrontMatterToml)]
    [InlineData("+++\ntitle = \"T\"\ndraft: true\n+++\nWords.\n", 3, ImportTexts.FrontMatterToml)]
    [InlineData("+++\ntitle = \"T\ndraft = true\n+++\nWords.\n", 2, ImportTexts.FrontMatterToml)]
    [InlineData("+++\ntitle = \"T\"\ndraft = true\nWords.\n", 1, ImportTexts.FrontMatterOpen)]
    [InlineData("---\ntitle: T\ndraft: true\nWords.\n", 1, ImportTexts.FrontMatterOpen)]
    [InlineData("---\n\ntitle: T\ndraft: true\n\nWords.\n", 1, ImportTexts.FrontMatterOpen)]
    [InlineData("-----\n\"title\": T\n\nWords.\n", 1, ImportTexts.FrontMatterOpen)]
    [InlineData(";;;\n\"title\": \"T\",\n\"draft\": true\nWords.\n", 1, ImportTexts.FrontMatterOpen)]
    [InlineData(";;;\n\"title\": \"T\"\n\"draft\": true\n;;;\nWords.\n", 3, ImportTexts.FrontMatterJson)]
    [InlineData("{\n\"title\": \"T\"\n\"draft\": true\n}\nWords.\n", 3, ImportTexts.FrontMatterJson)]
    [InlineData("{\n\"title\": \"T\",\n\"draft\": true\n\nWords.\n", 5, ImportTexts.FrontMatterJson)]
    [InlineData("{\"title\": \"T\", \"draft\": true} Words.\n", 1, ImportTexts.FrontMatterJson)]
    [InlineData("{ weight: 3, draft: true }\n\nWords.\n", 1, ImportTexts.FrontMatterJson)]
    [InlineData("{\"title\": \"\\ud800\", \"draft\": true}\nWords.\n", 1, ImportTexts.FrontMatterJson)]
    [InlineData("---js\n({ title: 'T' })\n---\nWords.\n", 1, ImportTexts.FrontMatterLanguage)]
    [InlineData("--- title\ndraft: true\n---\nWords.\n", 1, ImportTexts.FrontMatterLanguage)]
    [InlineData("---\ntitle：T\ndraft：true\n---\nWords.\n", 2, ImportTexts.YamlName)]
    [InlineData("---\nWords\ndraft: true\n---\nWords.\n", 2, ImportTexts.YamlName)]
    [InlineData("title: T\ndraft: true: x\n---\nWords.\n", 2, ImportTexts.YamlColon)]
    [InlineData("title: T\ndraft: true\nWords without a blank line.\n", 1, ImportTexts.FrontMatterBare)]
    [InlineData("title = \"T\"\ndraft = true\n\nWords.\n", 1, ImportTexts.FrontMatterBare)]
    [InlineData("———\ntitle: T\ndraft: true\n———\nWords.\n", 2, ImportTexts.FrontMatterBare)]
    public void Stop_the_file_where_they_cannot_be_read(string text, int line, string why)
    {
        var wrong = Assert.Throws<FrontMatterWrong>(() => FrontMatter.Split(text));

        Assert.Equal((why, line.ToString()), (wrong.Note.Text, wrong.Note.Args[0]));
    }

    [Fact]
    public void Of_TOML_keep_their_tables_lists_and_dates()
    {
        const string Text = """
            +++
            date = 2019-05-06T07:08:09+08:00
            day = 2020-01-02
            tags = ["go", '''并发''']
            params.math = true
            [menu.main]
              weight = 0x10
            [[resources]]
              src = "a.png"
            [[resources]]
              src = "b.png"
            [menu.side]
              weight = 1.5
            +++
            """;

        var front = FrontMatter.Split(Text).Front;

        Assert.Equal("2019-05-06T07:08:09+08:00", front["date"]!.Text);
        Assert.Equal("2020-01-02", front["day"]!.Text);
        Assert.Equal(("go", "并发"), (front["tags.0"]!.Text, front["tags.1"]!.Text));
        Assert.Equal("true", front["params.math"]!.Text);
        Assert.Equal(("16", "1.5"), (front["menu.main.weight"]!.Text, front["menu.side.weight"]!.Text));
        Assert.Equal(("a.png", "b.png", 11), (front["resources.0.src"]!.Text, front["resources.1.src"]!.Text, front["resources.1.src"]!.Line));
        Assert.Empty(front.Repeated);
    }

    [Theory]
    [InlineData("+++\ntitle = \"One\"\ntitle = \"Two\"\n+++\n")]
    [InlineData("{\"title\": \"One\",\n\n\"title\": \"Two\"}\n")]
    [InlineData("title: One\n\ntitle: Two\n---\n")]
    [InlineData("title: One\nsubtitle: X\ntitle: Two\n\n")]
    public void Tell_names_that_stand_twice(string text)
    {
        var front = FrontMatter.Split(text).Front;

        Assert.Equal("Two", front["title"]!.Text);
        Assert.Equal(("title", 3), (Assert.Single(front.Repeated).Text, front.Repeated[0].Line));
    }

    /// <summary>None of them may cost a stack, a second or more memory than a few times the text.</summary>
    [Fact]
    public void Of_ill_will_end_soon()
    {
        var deep = new string('[', 30_000);
        string[] texts =
        [
            $"---\ntitle: {deep}\n---\n", $"+++\ntitle = {deep}\n+++\n", $"{{\"title\": {deep}", $"+++\ntitle{string.Concat(Enumerable.Repeat(".a", 20_000))} = 1\n+++\n",
            string.Concat(Enumerable.Repeat("<!-- title -->\n", 60_000)), string.Concat(Enumerable.Repeat("<!--", 250_000)), new string('{', 900_000),
            string.Concat(Enumerable.Repeat("title: x\n", 100_000)), string.Concat(Enumerable.Repeat("title: x\n", 100_000))
                + "---\n", new string('\n', 900_000),
            "---\n" + string.Concat(Enumerable.Repeat("a: b\n", 200_000)) + "---\n", "---\n" + new string('a', 900_000), "title: "
                + new string(' ', 900_000) + "x",
            $"title: {new string(':', 900_000)}", "---\n&a a: *a\n<<: *a\n---\n",
        ];
        var slow = new List<string>();

        foreach (var text in texts)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            try
            {
                FrontMatter.Split(text);
            }
            catch (FrontMatterWrong)
            {
                // Refused is fine.
            }
            if (clock.Elapsed > TimeSpan.FromSeconds(3))
                slow.Add($"{clock.Elapsed}: {text[..30]}");
        }

        Assert.Empty(slow);
    }
}
