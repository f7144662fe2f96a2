using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

public class Writing_an_article(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Saves_a_draft_and_publishes_it()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        var saved = await owner.SubmitAsync($"{library.Path}/manage/articles/new", ("title", "分布式锁"), ("markdown", "# 分布式锁\n\n用 `SETNX`。"),
            ("space", "announcements"), ("do", "save"));

        Assert.StartsWith($"{library.Path}/manage/articles/", saved.ShouldRedirect().Location);
        (await app.Visitor().GetAsync($"{library.Path}/articles/分布式锁")).ShouldBe(HttpStatusCode.NotFound);
        (await owner.SubmitAsync(saved.Location!.Split('?')[0], ("title", "分布式锁"), ("do", "publish"))).ShouldRedirect();
        var page = (await app.Visitor().GetAsync($"{library.Path}/articles/分布式锁")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("分布式锁", page.TextOf("h1"));
        Assert.Single(page.Document.QuerySelectorAll("h1"));
    }

    [Theory]
    [InlineData("title", "")]
    [InlineData("slug", "Not A Slug")]
    [InlineData("slug", "search")]
    [InlineData("space", "nowhere")]
    [InlineData("access", "987654321")]
    public async Task Is_refused_at_the_field_with_what_was_typed_still_there(string field, string typed)
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");
        var form = new Dictionary<string, object> { ["title"] = "A title", ["markdown"] = "Words that took an hour.",
            ["space"] = "announcements", ["do"] = "publish", [field] = typed };

        var answer = await owner.SubmitAsync($"{library.Path}/manage/articles/new", [.. form.Select(f => (f.Key, f.Value))]);

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(answer.Has($"#field-{field}-error"), answer.Text);
        Assert.Contains("Words that took an hour.", answer.TextOf("#field-markdown"));
    }

    [Fact]
    public async Task Is_refused_when_the_text_is_too_long_or_too_deep()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        foreach (var text in (string[])[new string('字', 1_000_001), new string('>', 5_000) + " x"])
        {
            var answer = await owner.SubmitAsync($"{library.Path}/manage/articles/new", ("title", "A title"), ("markdown", text),
                ("space", "announcements"), ("do", "publish"));

            answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
            Assert.True(answer.Has("#field-markdown-error"));
        }
    }

    [Fact]
    public async Task Tells_the_second_of_two_editors_and_shows_both_texts()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Shared", "The first text.", slug: "shared");
        var owner = await library.SignedInAsync("owner");
        var edit = $"{library.Path}/manage/articles/{id}";
        var (mine, theirs) = (await owner.GetAsync(edit), await owner.GetAsync(edit));
        (await owner.SubmitAsync(theirs, ("markdown", "Their text."), ("do", "save"))).ShouldRedirect();

        var conflict = await owner.SubmitAsync(mine, ("markdown", "My text."), ("do", "save"));

        conflict.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("My text.", conflict.TextOf("#field-markdown"));
        Assert.Equal("Their text.", conflict.TextOf("#theirs"));
        (await owner.SubmitAsync(conflict, ("markdown", "Both texts."), ("do", "save"))).ShouldRedirect();
        Assert.Contains("Both texts.", (await app.Visitor().GetAsync($"{library.Path}/articles/shared")).Text);
        Assert.Equal(["The first text.", "Their text."],
            await library.InAsync<AppDb, List<string>>(db => db.Set<ArticleRevision>().OrderBy(r => r.Version).Select(r => r.Markdown)
                .ToListAsync()));
    }

    [Fact]
    public async Task A_stale_form_does_not_open_an_article_that_was_closed_meanwhile()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Shared", "The text.", slug: "closed-meanwhile", access: ArticleAccess.Open);
        var owner = await library.SignedInAsync("owner");
        var edit = $"{library.Path}/manage/articles/{id}";
        var (mine, conflicting, theirs) = (await owner.GetAsync(edit), await owner.GetAsync(edit), await owner.GetAsync(edit));
        (await owner.SubmitAsync(theirs, ("access", library.Premium.TierId), ("markdown", "Their text."), ("do", "save"))).ShouldRedirect();

        (await owner.SubmitAsync(mine, ("title", "My title"), ("do", "save"))).ShouldRedirect();
        var conflict = await owner.SubmitAsync(conflicting, ("markdown", "My text."), ("do", "save"));

        conflict.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("Their text.", conflict.TextOf("#theirs"));
        Assert.Equal("My text.", conflict.TextOf("#field-markdown"));
        Assert.Equal("My title", conflict.Document.QuerySelector("[name=title]")!.GetAttribute("value"));
        (await owner.SubmitAsync(conflict, ("markdown", "Both texts."), ("do", "save"))).ShouldRedirect();
        var article = await library.InAsync<AppDb, Article>(db => db.Set<Article>().AsNoTracking().SingleAsync(a => a.Id == id));
        Assert.Equal(("My title", "Both texts.", ArticleAccess.Tier, library.Premium.TierId),
            (article.Title, article.Markdown, article.Access, article.TierId));
    }

    [Fact]
    public async Task Two_who_choose_its_readers_see_both_choices()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Shared", "The text.", slug: "chosen");
        var owner = (await library.SignedInAsync("owner")).Speaking("en");
        var edit = $"{library.Path}/manage/articles/{id}";
        var (mine, theirs) = (await owner.GetAsync(edit), await owner.GetAsync(edit));
        (await owner.SubmitAsync(theirs, ("access", library.Premium.TierId), ("do", "save"))).ShouldRedirect();

        var conflict = await owner.SubmitAsync(mine, ("access", "open"), ("do", "save"));

        conflict.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal(library.Premium.Name, conflict.TextOf("#theirs-value-0"));
        Assert.Equal(ArticleAccess.Tier,
            await library.InAsync<AppDb, ArticleAccess>(db => db.Set<Article>().Where(a => a.Id == id).Select(a => a.Access)
                .SingleAsync()));
    }

    [Fact]
    public async Task A_text_whose_article_is_gone_becomes_a_new_one()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("gone.md", "# Gone\n\nThe imported text.");
        var import = await library.ImportsAsync(folder.Path);
        var owner = (await library.SignedInAsync("owner")).Speaking("en");
        var id = await library.InAsync<AppDb, long>(db => db.Set<Article>().Select(a => a.Id).SingleAsync());
        var page = await owner.GetAsync($"{library.Path}/manage/articles/{id}");
        await library.UndoesAsync(import.Id);

        var gone = await owner.SubmitAsync(page, ("markdown", "What I wrote."), ("do", "save"));

        gone.ShouldBe(HttpStatusCode.Gone);
        Assert.Contains("A colleague deleted this article", gone.TextOf(".error-list"));
        Assert.Equal("What I wrote.", gone.TextOf("#field-markdown"));
        Assert.Equal(0, await library.CountAsync());
        (await owner.SubmitAsync(gone, ("markdown", "What I wrote."), ("space", "announcements"), ("do", "save"))).ShouldRedirect();
        Assert.Equal("What I wrote.", await library.InAsync<AppDb, string>(db => db.Set<Article>().Select(a => a.Markdown).SingleAsync()));
    }

    [Fact]
    public async Task Brings_an_earlier_text_back()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Title", "The first text.", slug: "back");
        var owner = await library.SignedInAsync("owner");
        await owner.SubmitAsync($"{library.Path}/manage/articles/{id}", ("markdown", "The second text."), ("do", "save"));

        (await owner.SubmitAsync($"{library.Path}/manage/articles/{id}/revisions", ("restore", 1))).ShouldRedirect();

        Assert.Contains("The first text.", (await app.Visitor().GetAsync($"{library.Path}/articles/back")).Text);
    }

    [Fact]
    public async Task Leads_a_former_address_to_the_new_one()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Title", "Text.", slug: "former");
        var owner = await library.SignedInAsync("owner");

        (await owner.SubmitAsync($"{library.Path}/manage/articles/{id}", ("slug", "present"), ("do", "save"))).ShouldRedirect();

        var answer = await app.Visitor().GetAsync($"{library.Path}/articles/former");
        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.Status);
        Assert.Equal("public, max-age=3600", answer.Header("Cache-Control"));
        Assert.Equal($"{library.Path}/articles/present", answer.Location);
    }

    [Fact]
    public async Task Withdraws_and_publishes_again()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Title", "Text.", slug: "coming");
        var owner = await library.SignedInAsync("owner");
        var page = await owner.GetAsync($"{library.Path}/manage/articles/{id}");
        var form = page.Document.QuerySelector("#withdraw form")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")));

        (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, page.Path) { Content = new FormUrlEncodedContent(fields!) }))
            .ShouldRedirect();
        await app.SettleAsync();
        (await app.Visitor().GetAsync($"{library.Path}/articles/coming")).ShouldBe(HttpStatusCode.NotFound);

        (await owner.SubmitAsync($"{library.Path}/manage/articles/{id}", ("title", "Title"), ("do", "publish"))).ShouldRedirect();
        await app.SettleAsync();
        (await app.Visitor().GetAsync($"{library.Path}/articles/coming")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Adds_a_picture_and_keeps_what_was_typed()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");
        var path = $"{library.Path}/manage/articles/new";

        var wrong = await owner.SubmitAsync(path, ("markdown", "Typed."), ("picture", new Upload("x.png", "no picture"u8.ToArray())), ("do", "upload"));
        var right = await owner.SubmitAsync(wrong, ("picture", new Upload("a (1).png", Folder.Png)), ("do", "upload"));

        wrong.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(wrong.Has("#field-picture-error"));
        Assert.StartsWith("Typed.", right.ShouldBe(HttpStatusCode.OK).TextOf("#field-markdown"));
        Assert.Contains($"]({library.Path}/files/", right.TextOf("#field-markdown"));
    }

    [Fact]
    public async Task Shows_a_preview_without_saving()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");
        var form = ("markdown", (object)"Free.\n\n<!-- paywall -->\n\nClosed.");

        var visitor = await owner.SubmitAsync($"{library.Path}/manage/articles/new", ("title", "T"), form, ("space", "announcements"), ("do", "preview-visitor"));
        var member = await owner.SubmitAsync($"{library.Path}/manage/articles/new", ("title", "T"), form, ("space", "announcements"), ("do", "preview-member"));

        Assert.DoesNotContain("Closed", visitor.TextOf("#preview rich-text"));
        Assert.Contains("Closed", member.TextOf("#preview rich-text"));
        Assert.Equal(0, await library.CountAsync());
    }

    [Theory]
    [InlineData("deep-dives", "Free words.\n\n<!--more-->\n\nClosed words.", "Visitors read 50% of this text, up to its divider.", "访客能读到全文的 50%，到分隔标记为止。")]
    [InlineData("deep-dives", "One two three. Four five six seven eight nine ten.", "Visitors read 30% of this text. It has no divider:", "访客能读到全文的 30%。文中没有分隔标记：")]
    [InlineData("announcements", "One two three. Four five six seven eight nine ten.", "Everyone can read all of it. For members only, visitors would read 30 %.", "目前所有人都能读到全文。如果改为仅会员可读，访客能读到 30%。")]
    public async Task Says_how_much_visitors_read(string space, string markdown, string english, string chinese)
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        foreach (var (language, text) in ((string, string)[])[("en", english), ("zh", chinese)])
        {
            var page = await (await owner.ChoosesAsync(language)).SubmitAsync(
                $"{library.Path}/manage/articles/new", ("title", "T"), ("markdown", markdown), ("space", space), ("do", "preview-visitor"));

            Assert.StartsWith(text, page.TextOf("#visitors-read"));
        }
    }

    [Fact]
    public async Task A_program_finds_what_it_made_by_its_address_and_its_id()
    {
        var library = await Library.OpenAsync(app);
        var author = await library.ProgramAsync("owner", "articles:write", "articles:read");

        foreach (var publish in (bool[])[true, false])
        {
            var made = (await author.PostAsync($"{library.Api}/articles",
                new { title = "时间 in Paris", space = "announcements", markdown = "Hello.", publish })).ShouldBe(HttpStatusCode.Created);
            var found = (await author.GetAsync(made.Location!)).ShouldBe(HttpStatusCode.OK).Json;

            Assert.Equal(made.Json.GetProperty("id").GetInt64(), found.GetProperty("id").GetInt64());
            Assert.Equal(made.Json.GetProperty("url").GetString(), found.GetProperty("path").GetString());
            foreach (var address in (string[])[made.Json.GetProperty("url").GetString()!, made.Location!])
                (await app.Visitor().GetAsync(address)).ShouldBe(publish ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        }
        (await author.GetAsync($"{library.Api}/articles/999999999")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Is_for_those_who_may_write()
    {
        var library = await Library.OpenAsync(app);
        var reader = await library.SignedInAsync("reader");

        foreach (var page in (string[])["articles", "articles/new", "import"])
            (await reader.GetAsync($"{library.Path}/manage/{page}")).ShouldBe(HttpStatusCode.NotFound);
        (await reader.PostAsync($"{library.Api}/articles", new { title = "x" })).ShouldBe(HttpStatusCode.NotFound);
    }
}
