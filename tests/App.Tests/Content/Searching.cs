using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Content;

public class Searching(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory, InlineData("锁竞", "lock"), InlineData("锁", "lock"), InlineData("concurrenthashmap", "map"), InlineData("ConcurrentHash", "map"), InlineData("hash map", "map"), InlineData("utf-8", "map")]
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

    [Theory, InlineData(""), InlineData("   "), InlineData("%"), InlineData("\"' OR 1=1 --"), InlineData("(.*["), InlineData("AND NEAR/3 *"), InlineData("🦜")]
    public async Task Stays_calm_whatever_is_asked(string words)
    {
        var library = await Library.OpenAsync(app);

        (await app.Visitor().GetAsync($"{library.Path}/search?q={Uri.EscapeDataString(words)}")).ShouldBe(HttpStatusCode.OK);
        (await app.Visitor().GetAsync($"{library.Api}/search?q={Uri.EscapeDataString(words)}")).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string[]> SlugsAsync(Library library, string words)
    {
        var answer = (await app.Visitor().GetAsync($"{library.Api}/search?q={Uri.EscapeDataString(words)}")).ShouldBe(HttpStatusCode.OK);
        return [.. answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("slug").GetString()!)];
    }
}
