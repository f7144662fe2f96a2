using System.Net;
using Guildhall.Accounts.Profiles;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Search;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

public class Searching(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory, InlineData("锁竞", "lock"), InlineData("锁", "lock"), InlineData("concurrenthashmap", "map"), InlineData("ConcurrentHash", "map"),
        InlineData("hash map", "map"), InlineData("utf-8", "map"),
        InlineData("鎖競", "lock"), InlineData("锁\u200B竞", "lock"), InlineData("concurrent-hashmaps", "map")]
    public async Task Finds_Chinese_and_names_from_code(string words, string slug)
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("并发", "多线程里的锁竞争。", slug: "lock");
        await library.PublishesAsync("Collections", "A `ConcurrentHashMap` in UTF8.", slug: "map");

        var found = await SlugsAsync(library, words);

        Assert.Equal([slug], found);
    }

    [Fact]
    public async Task Puts_titles_first_then_the_newest()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Redis", "A store.", slug: "title");
        await library.PublishesAsync("Older", "About redis.", slug: "older");
        await library.PublishesAsync("Newer", "About redis.", slug: "newer");

        Assert.Equal(["title", "newer", "older"], await SlugsAsync(library, "redis"));
    }

    [Fact]
    public async Task Puts_whole_words_before_beginnings()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Whole", "A cluster of kube nodes.", slug: "text-whole");
        await library.PublishesAsync("Kubernetes", "Pods.", slug: "title-beginning");
        await library.PublishesAsync("Beginning", "Pods in kubernetes.", slug: "text-beginning");
        await library.PublishesAsync("Kube", "Pods.", slug: "title-whole");

        Assert.Equal(["title-whole", "title-beginning", "text-whole", "text-beginning"], await SlugsAsync(library, "kube"));
    }

    [Fact]
    public async Task Finds_the_same_after_the_index_was_merged()
    {
        var library = await Library.OpenAsync(app);
        for (var i = 0; i < 30; i++)
            await library.PublishesAsync($"Part {i}", i % 2 == 0 ? "About raft." : "About paxos.", slug: $"part-{i}");
        var before = await SlugsAsync(library, "raft");

        await app.SettleAsync();

        Assert.Equal(15, before.Length);
        Assert.Equal(before, await SlugsAsync(library, "raft"));
    }

    [Fact]
    public async Task Marks_what_was_asked_for_and_nothing_as_markup()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("A <b>bold</b> title", "Some <i>words</i> about zookeeper & co.", slug: "bold");

        var page = await app.Visitor().GetAsync($"{library.Path}/search?q=zookeeper");

        Assert.Equal("zookeeper", page.TextOf(".hit mark"));
        Assert.Equal("A <b>bold</b> title", page.TextOf(".hit h2"));
    }

    [Fact]
    public async Task Finds_names_with_a_number_however_they_are_written()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("一", "Vue3、JDK8、iPhone15、.NET8。", slug: "joined");
        await library.PublishesAsync("二", "Vue 3、JDK 8、node.js、HTTP/2。", slug: "parted");

        foreach (var words in new[] { "Vue3", "Vue 3", "JDK8", "JDK 8" })
            Assert.Equal(["parted", "joined"], await SlugsAsync(library, words));
        foreach (var words in new[] { "iphone 15", ".NET", "net 8" })
            Assert.Equal(["joined"], await SlugsAsync(library, words));
        foreach (var words in new[] { "nodejs", "http2", "node.js", "HTTP/2" })
            Assert.Equal(["parted"], await SlugsAsync(library, words));
    }

    [Theory, InlineData("query"), InlineData("goroutines"), InlineData("locks"), InlineData("locks queries")]
    public async Task Finds_plurals_by_singulars_and_the_other_way_round(string words)
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Plurals", "Some queries of a goroutine under a lock.", slug: "plurals");

        Assert.Equal(["plurals"], await SlugsAsync(library, words));
    }

    [Fact]
    public async Task Finds_a_word_across_a_line_end_and_shows_no_gap()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("折行", "这里讨论分布\n式锁的实现。中文\nEnglish\nwords 又是中文。", slug: "lines");

        Assert.Equal(["lines"], await SlugsAsync(library, "分布式锁"));
        Assert.Contains("讨论分布式锁的实现。中文 English words 又是中文。",
            (await app.Visitor().GetAsync($"{library.Path}/articles/lines")).TextOf(".article").ReplaceLineEndings(" "));
    }

    [Theory, InlineData(20_000), InlineData(60_000)]
    public async Task Finds_the_end_of_a_long_text(int length)
    {
        var library = await Library.OpenAsync(app);
        var paragraph = "这是一个讲述服务端开发经验的很长的段落里面没有什么特别的词\n\n";
        var text = string.Concat(Enumerable.Repeat(paragraph, length / 30)) + "最后出现了海东青甲。";
        await library.PublishesAsync("开头说的是鹰隼", text, slug: "long");

        Assert.Equal(["long"], await SlugsAsync(library, "海东青甲"));
        Assert.Equal(["long"], await SlugsAsync(library, "讲述服务端 海东青甲"));
        Assert.Equal(["long"], await SlugsAsync(library, "鹰隼 海东青甲"));
        Assert.Empty(await SlugsAsync(library, "海东青乙"));
    }

    [Fact]
    public async Task Puts_what_readers_found_helpful_before_what_is_as_new()
    {
        var library = await Library.OpenAsync(app);
        var liked = await library.PublishesAsync("Older", "About redis.", slug: "liked");
        await library.PublishesAsync("Newer", "About redis.", slug: "plain");
        var reader = await app.SignInAsync(await app.MemberAsync());
        await reader.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{library.Api}/articles/{liked}/helpful")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { value = true }),
        });

        Assert.Equal(["liked", "plain"], await SlugsAsync(library, "redis"));
    }

    [Fact]
    public async Task Counts_what_is_closed_without_telling_more()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", "Free.\n\n<!-- paywall -->\n\nAbout zookeeper.", "deep-dives", "closed");
        await library.PublishesAsync("Open", "About zookeeper.", slug: "open");
        await library.BuysPremiumAsync("member");

        var visitor = await app.Visitor().GetAsync($"{library.Path}/search?q=zookeeper");
        var member = await (await library.SignedInAsync("member")).GetAsync($"{library.Path}/search?q=zookeeper");

        Assert.Contains("1 more members-only article", visitor.TextOf(".search-closed"));
        Assert.DoesNotContain("Closed", visitor.TextOf("main"));
        Assert.False(member.Has(".search-closed"));
        Assert.Equal(2, member.Document.QuerySelectorAll(".hit").Length);
    }

    [Fact]
    public async Task Narrows_down_by_author_and_kind_and_pages_by_key()
    {
        var library = await Library.OpenAsync(app);
        for (var i = 0; i < 25; i++)
            await library.PublishesAsync($"Part {i}", "About raft.", slug: $"part-{i}");
        var owner = await library.PersonAsync("owner");
        var api = $"{library.Api}/search?q=raft";

        var first = (await app.Visitor().GetAsync(api + $"&author={owner}&kind=article")).ShouldBe(HttpStatusCode.OK).Json;
        var second = (await app.Visitor().GetAsync(api + $"&author={owner}&after={first.GetProperty("next").GetString()}")).Json;
        var seen = new[] { first, second }.SelectMany(j => j.GetProperty("items").EnumerateArray()).Select(i => i.GetProperty("id").GetInt64());

        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Empty((await app.Visitor().GetAsync(api + "&author=1234567")).Json.GetProperty("items").EnumerateArray());
        Assert.Empty((await app.Visitor().GetAsync(api + "&kind=resource")).Json.GetProperty("items").EnumerateArray());
        (await app.Visitor().GetAsync(api + "&kind=parcel")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_author_is_named_by_number_or_by_handle()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Raft", "About raft.");
        var (handle, api) = ($"writer-{library.Id}x", $"{library.Api}/search?q=raft&author=");
        await library.AsAsync<ChangePublicProfile>("owner", change => change.RunAsync(new WantedProfile(Handle: handle), default));

        // Whoever shows their page to nobody is nobody.
        (await app.Visitor().GetAsync(api + handle)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "author_unknown");
        await library.AsAsync<ChangePublicProfile>("owner", change => change.RunAsync(new WantedProfile(Shown: true), default));

        var found = (await app.Visitor().GetAsync(api + handle.ToUpperInvariant())).ShouldBe(HttpStatusCode.OK);
        Assert.Single(found.Json.GetProperty("items").EnumerateArray());
        (await app.Visitor().GetAsync(api + "nobody")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "author_unknown");
    }

    [Fact]
    public async Task An_author_without_hits_has_a_way_back()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Raft", "About raft.");

        var page = (await app.Visitor().GetAsync($"{library.Path}/search?q=raft&author=1234567")).ShouldBe(HttpStatusCode.OK);

        Assert.Contains(page.Document.QuerySelectorAll(".empty a"), a => a.GetAttribute("href") == $"{library.Path}/search?q=raft");
    }

    [Fact]
    public async Task Pages_through_members_by_key()
    {
        var library = await Library.OpenAsync(app);
        for (var i = 0; i < 22; i++)
        {
            var name = $"Zenobia {i}";
            await library.BuysPremiumAsync(name);
            await library.AsAsync<Guildhall.Accounts.Profiles.ChangePublicProfile>(name, change => change.RunAsync(
                new Guildhall.Accounts.Profiles.WantedProfile($"zenobia-{library.Id}-{i}", Shown: true, Listed: true), default));
        }
        var visitor = app.Visitor();

        var first = await visitor.GetAsync($"{library.Path}/search?q=zenobia&kind=member");
        var more = first.Document.QuerySelector(".pager-older")!.GetAttribute("href")!;
        var second = await visitor.GetAsync(more);
        var json = (await visitor.GetAsync($"{library.Api}/search?q=zenobia&kind=member")).Json;

        Assert.Equal(20, first.Document.QuerySelectorAll(".hit").Length);
        Assert.Equal(22, first.Document.QuerySelectorAll(".hit h2").Concat(second.Document.QuerySelectorAll(".hit h2"))
            .Select(h => h.TextContent).Distinct().Count());
        Assert.False(second.Has(".pager-older"));
        Assert.NotNull(json.GetProperty("next").GetString());
    }

    [Fact]
    public async Task Suggests_titles_that_the_viewer_may_know()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Kubernetes by night", "Pods.", slug: "night");
        await library.PublishesAsync("Kubernetes in a drawer", "Pods.", slug: "drawer", published: false);

        var suggested = (await app.Visitor().GetAsync($"{library.Api}/search/suggestions?q=kub")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(["Kubernetes by night"],
            suggested.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task Indexes_anew_what_an_earlier_version_has_indexed()
    {
        var library = await Library.OpenAsync(app);
        var article = await library.PublishesAsync("Old", "About paxos.", slug: "old");
        await library.InAsync<AppDb>(async db =>
        {
            await using var transaction = await db.BeginWriteAsync();
            await db.Set<SearchText>().Where(t => t.ThingId == article)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(t => t.IndexVersion, 0).SetProperty(t => t.WholeScope, "").SetProperty(t => t.Title, ""));
            var (first, last) = (article * 4096, article * 4096 + 255);
            await (db.IsPostgres
                ? db.Database.ExecuteSqlAsync($"DELETE FROM search_entries WHERE id BETWEEN {first} AND {last}")
                : db.Database.ExecuteSqlAsync($"DELETE FROM search_entries WHERE rowid BETWEEN {first} AND {last}"));
            await transaction.CommitAsync();
        });
        var before = await SlugsAsync(library, "paxos");

        await app.RunJobAsync<ReindexSearch>();

        Assert.Empty(before);
        Assert.Equal(["old"], await SlugsAsync(library, "paxos old"));
    }

    [Theory, InlineData(""), InlineData("   "), InlineData("%"), InlineData("\"' OR 1=1 --"), InlineData("(.*["),
        InlineData("AND NEAR/3 *"), InlineData("🦜"), InlineData("x"), InlineData("的"), InlineData("long")]
    public async Task Stays_calm_whatever_is_asked(string words)
    {
        var library = await Library.OpenAsync(app);
        // What nobody types, but a program sends: longer than any field lets one write.
        var asked = Uri.EscapeDataString(words == "long" ? string.Concat(Enumerable.Repeat("long words ", 280)) : words);

        foreach (var address in new[] { "/search?q=", "/search?kind=member&q=", "/search/suggestions?q=" })
        {
            (await app.Visitor().GetAsync(library.Api + address + asked)).ShouldBe(HttpStatusCode.OK);
            if (!address.Contains("suggestions", StringComparison.Ordinal))
                (await app.Visitor().GetAsync(library.Path + address + asked)).ShouldBe(HttpStatusCode.OK);
        }
    }

    private async Task<string[]> SlugsAsync(Library library, string words)
    {
        var answer = (await app.Visitor().GetAsync($"{library.Api}/search?q={Uri.EscapeDataString(words)}")).ShouldBe(HttpStatusCode.OK);
        return [.. answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("url").GetString()!.Split('/')[^1])];
    }
}
