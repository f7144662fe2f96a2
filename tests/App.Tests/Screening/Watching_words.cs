using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Screening.Words;

namespace Guildhall.App.Tests.Screening;

public class Watching_words(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_list_is_tried_switched_on_and_then_holds_what_it_finds()
    {
        var forum = await Forum.OpenAsync(app);
        var (owner, ada, bob) = (await forum.SignedInAsync("owner"), await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var old = await forum.OpensAsync(ada, "Cheap watches", "Buy ｃｈｅａｐ watches");
        await forum.OpensAsync(ada, "Harmless", "Nothing here.");

        var made = await owner.SubmitAsync($"{forum.Path}/manage/screening", ("name", "Adverts"));
        var list = made.ShouldBe(HttpStatusCode.SeeOther).Location!;
        await owner.SubmitAsync(list, ("words", "cheap watches\nspam\n敏感词"));
        var topic = await forum.OpensAsync(bob, "Before it is on", "spam");

        var trial = (await owner.PressAsync(await owner.GetAsync(list), $"{list}/trials")).ShouldBe(HttpStatusCode.SeeOther).Location!;
        Assert.NotNull((await owner.GetAsync(trial)).Document.QuerySelector("progress-poll"));
        await app.SettleAsync();
        var result = await owner.GetAsync(trial);
        Assert.Contains("Cheap watches", result.TextOf("table"));
        Assert.DoesNotContain("Harmless", result.TextOf("table"));
        (await owner.SubmitAsync(trial, ("on", "yes"))).ShouldBe(HttpStatusCode.SeeOther);

        var held = await bob.PostAsync($"{forum.Api}/topics/{topic}/replies", new { body = "Look: s.p.a.m and 敏 感-词" });
        Assert.True(held.ShouldBe(HttpStatusCode.Created).Json.GetProperty("held").GetBoolean());
        var id = held.Json.GetProperty("id").GetInt64();
        Assert.Contains("only you can see it", (await bob.GetAsync(forum.TopicPath(topic))).TextOf($"#held-{id}"));
        Assert.DoesNotContain("敏 感", (await ada.GetAsync(forum.TopicPath(topic))).Text);
        (await ada.GetAsync(forum.TopicPath(old))).ShouldBe(HttpStatusCode.OK);

        await app.SettleAsync();
        var finding = await owner.GetAsync($"{forum.Path}/manage/screening/findings/reply/{id}");
        Assert.Equal(["s.p.a.m", "敏 感-词"], finding.Document.QuerySelectorAll("mark").Select(m => m.TextContent));
        Assert.Contains("Adverts", finding.TextOf("main"));
        (await ada.GetAsync($"{forum.Path}/manage/screening/findings/reply/{id}")).ShouldBe(HttpStatusCode.NotFound);

        var waiting = (await owner.GetAsync($"{forum.Api}/manage/reports")).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        Assert.NotNull((await owner.GetAsync($"{forum.Path}/manage/reports/{waiting}")).Document
            .QuerySelector($"a[href='{forum.Path}/manage/screening/findings/reply/{id}']"));

        // Off is off at once.
        await owner.PressAsync(await owner.GetAsync(list), $"{list}/deactivation");
        Assert.False((await bob.PostAsync($"{forum.Api}/topics/{topic}/replies", new { body = "spam once more" })).Json.GetProperty("held").GetBoolean());
    }

    [Fact]
    public async Task Insults_are_held_as_abuse_before_all_else_and_our_own_articles_hold_none()
    {
        var watch = await WatchAsync("cheap");
        var bob = await watch.Forum.MemberAsync("Bob");
        var made = await watch.Owner.SubmitAsync(
            $"{watch.Forum.Path}/manage/screening", ("name", "Insults"), ("subject", "abuse"), ("filled", "true"));
        var list = long.Parse(made.ShouldBe(HttpStatusCode.SeeOther).Location!.Split('/')[^1]);
        Assert.Equal("Abuse", (await watch.Owner.GetAsync($"{watch.Forum.Path}/manage/screening")).TextOf(".entry .badge.danger"));
        Assert.False(await watch.HoldsAsync(bob, "你真是个傻-逼"));

        var trial = await watch.TryAsync($"lists/{list}", new { });
        (await watch.ActivationAsync(trial)).ShouldBe(HttpStatusCode.NoContent);

        Assert.True(await watch.HoldsAsync(bob, "你真是个傻-逼，cheap"));
        Assert.True(await watch.HoldsAsync(bob, "You are an I D I O T"));
        Assert.False(await watch.HoldsAsync(bob, "垃圾回收不会在去死锁之前找根对象。"));
        await app.SettleAsync();
        var held = (await watch.Owner.GetAsync($"{watch.Forum.Api}/manage/reports")).Json.GetProperty("items").EnumerateArray()
            .Select(c => c.GetProperty("heldFor").GetString()!).ToList();
        Assert.Contains(held, h => h.StartsWith("abuse: the word “傻逼” (Insults)", StringComparison.Ordinal)
            && h.Contains("; watched word “cheap”", StringComparison.Ordinal));
        var matcher = new WordMatcher([.. Insults.Read().Select((w, i) => new WatchedEntry(i + 1, 1, w.Text, w.Pinyin))]);
        var articles = Directory.EnumerateFiles(
            Path.Combine(House.Repository.Root, "src", "Modules", "Communities", "Demo"), "*.md", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(articles);
        Assert.All(articles, a => Assert.Empty(matcher.Find(File.ReadAllText(a))));
    }

    [Fact]
    public async Task Words_that_came_later_wait_for_their_own_trial_and_removed_ones_go_at_once()
    {
        var watch = await WatchAsync("spam");
        var bob = await watch.Forum.MemberAsync("Bob");
        await watch.AddAsync("later");

        Assert.False(await watch.HoldsAsync(bob, "later"));
        Assert.Contains("not looked for yet", (await watch.Owner.GetAsync($"{watch.Forum.Path}/manage/screening/lists/{watch.List}")).TextOf("main"));
        await watch.SwitchOnAsync();
        Assert.True(await watch.HoldsAsync(bob, "later"));

        var words = (await watch.Owner.GetAsync($"{watch.Api}/words?list={watch.List}")).Json.GetProperty("items");
        (await watch.Owner.DeleteAsync($"{watch.Api}/words/{words[1].GetProperty("id").GetInt64()}")).ShouldBe(HttpStatusCode.NoContent);
        Assert.False(await watch.HoldsAsync(bob, "spam"));
        Assert.True(await watch.HoldsAsync(bob, "later"));
    }

    [Fact]
    public async Task The_team_is_not_screened_and_nothing_is_refused_for_a_word()
    {
        var watch = await WatchAsync("spam");
        var (mod, bob) = (await watch.Forum.ModeratorAsync(), await watch.Forum.MemberAsync("Bob"));

        Assert.False(await watch.HoldsAsync(mod, "spam"));
        Assert.False(await watch.HoldsAsync(bob, "a spammer's class"));
        Assert.True(await watch.HoldsAsync(bob, "ѕраm"));
    }

    [Fact]
    public async Task An_edit_is_screened_and_a_title_and_a_link_too()
    {
        var watch = await WatchAsync("spam", "evil.example");
        var bob = await watch.Forum.MemberAsync("Bob");
        var topic = await watch.Forum.OpensAsync(bob);

        (await bob.PatchAsync($"{watch.Forum.Api}/topics/{topic}", new { title = "S P A M" })).ShouldBe(HttpStatusCode.NoContent);

        (await app.Visitor().GetAsync(watch.Forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        Assert.True(await watch.HoldsAsync(bob, "[nice](https://evil.example/x)"));
    }

    [Fact]
    public async Task Lists_take_bulk_and_files_once_and_say_what_cannot_be_watched()
    {
        var watch = await WatchAsync("spam");
        var page = $"{watch.Forum.Path}/manage/screening/lists/{watch.List}";

        var added = await watch.Owner.SubmitAsync(page, ("words", "one\ntwo\nONE\nspam\n"));
        var refused = await watch.Owner.SubmitAsync(page, ("words", $"three\n!!!\nx\n{new string('a', 101)}"));
        var empty = await watch.Owner.SubmitAsync(page, ("words", " \n"));

        Assert.Contains("added=2", added.ShouldBe(HttpStatusCode.SeeOther).Location!);
        Assert.Contains("2 words added", (await watch.Owner.FollowAsync(added)).TextOf(".callout"));
        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("!!!", refused.TextOf("#field-words"));
        Assert.DoesNotContain("three", refused.TextOf("#field-words"));
        Assert.Contains("at least one", empty.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-words-error"));
        var many = await watch.Owner.PostAsync($"{watch.Api}/words", new
        {
            list = watch.List, words = Enumerable.Range(0, 50_001).Select(i => new { text = $"w{i}" }),
        });
        Assert.Equal("too_many_words", many.ShouldBe(HttpStatusCode.UnprocessableEntity).Json.GetProperty("code").GetString());
        Assert.Equal("name_taken", (await watch.Owner.PostAsync($"{watch.Api}/lists", new { name = "Words" }))
            .ShouldBe(HttpStatusCode.UnprocessableEntity).Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_text_is_checked_without_being_posted_and_outsiders_see_none_of_it()
    {
        var watch = await WatchAsync("spam");
        var bob = await watch.Forum.MemberAsync("Bob");

        var marked = await watch.Owner.SubmitAsync($"{watch.Forum.Path}/manage/screening", ("text", "good s-p-a-m <script>good</script>"));

        Assert.Equal("s-p-a-m", marked.ShouldBe(HttpStatusCode.OK).TextOf("mark"));
        await watch.AddAsync("not on yet");
        Assert.Equal("Not on yet", (await watch.Owner.SubmitAsync($"{watch.Forum.Path}/manage/screening", ("text", "Not on yet!"))).TextOf("mark"));
        foreach (var path in (string[])["", $"/lists/{watch.List}", "/rules", "/rules/spam", "/trust", "/floods"])
            (await bob.GetAsync($"{watch.Forum.Path}/manage/screening{path}")).ShouldBe(HttpStatusCode.NotFound);
        (await bob.GetAsync($"{watch.Api}/lists")).ShouldBe(HttpStatusCode.NotFound);
        (await bob.PostAsync($"{watch.Api}/words", new { list = watch.List, words = new[] { new { text = "mine" } } })).ShouldBe(HttpStatusCode.NotFound);
        var other = await Forum.OpenAsync(app);
        (await (await other.SignedInAsync("owner")).DeleteAsync($"{other.Api}/manage/screening/lists/{watch.List}")).ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<Watch> WatchAsync(params string[] words) => Watch.OpenAsync(app, words);
}
