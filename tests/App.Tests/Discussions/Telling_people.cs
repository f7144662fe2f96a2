using System.Net;
using Guildhall.App.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

/// <summary>Who hears of a post: those it names, those it replies to, those who watch; and nobody whom the gate refuses.</summary>
public class Telling_people(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Mentions_replies_and_watched_topics_are_told_once_each()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, eve) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.MemberAsync("Eve"));
        var handle = $"bob-{forum.Id}x";
        await forum.CallAsync("Bob", handle);
        (await Replying.PutAsync(eve, $"{forum.Api}/spaces/talk/topics-following", new { following = "watching" })).ShouldBe(HttpStatusCode.NoContent);
        var topic = await forum.OpensAsync(ada, "On logs", $"What says @{handle}?");
        await forum.RepliesAsync(bob, topic, "I say no.");
        await app.SettleAsync();

        Assert.Equal(["Bob replied to you in “On logs”"], await ToldAsync(ada));
        Assert.Equal(["Ada mentioned you in “On logs”"], await ToldAsync(bob));
        Assert.Equal(["Ada opened “On logs”", "Bob posted in “On logs”"], (await ToldAsync(eve)).Order());
        var link = (await app.Visitor().GetAsync(forum.TopicPath(topic))).Document.QuerySelector("#topic a.mention")!;
        Assert.Equal(($"@{handle}", $"{forum.Path}/members/{handle}"), (link.TextContent, link.GetAttribute("href")));
        var by = (await app.Visitor().GetAsync(forum.TopicPath(topic))).Document.QuerySelectorAll("a.post-by").Single();
        Assert.Equal(("Bob", $"{forum.Path}/members/{handle}"), (by.TextContent, by.GetAttribute("href")));
    }

    [Fact]
    public async Task Whoever_is_named_in_what_is_closed_to_them_hears_nothing()
    {
        var forum = await Forum.OpenAsync(app);
        var (paying, free) = (await forum.MemberAsync("Paying", "premium"), await forum.MemberAsync("Free"));
        var handle = $"free-{forum.Id}x";
        await forum.CallAsync("Free", handle);

        await forum.OpensAsync(paying, "Among us", $"Do not tell @{handle}.", "paid");
        await app.SettleAsync();

        Assert.Empty(await ToldAsync(free));
        Assert.Equal(0, (await free.GetAsync("/api/me/notifications/count")).Json.GetProperty("unread").GetInt32());
    }

    [Fact]
    public async Task Who_is_ignored_tells_nothing_and_is_not_told()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = ((await forum.MemberAsync("Ada")).Speaking("en"), await forum.MemberAsync("Bob"));
        var (handle, page) = ($"ada-{forum.Id}x", $"{forum.Path}/members/bob-{forum.Id}x");
        await forum.CallAsync("Ada", handle);
        await forum.CallAsync("Bob", $"bob-{forum.Id}x");
        var topic = await forum.OpensAsync(ada, "Quiet");

        (await ada.SubmitAsync(page, ("on", "true"))).ShouldLeadTo(page);
        await forum.RepliesAsync(bob, topic, $"Not told, @{handle}.");
        await app.SettleAsync();

        Assert.Empty(await ToldAsync(ada));
        Assert.Contains("Stop ignoring", (await ada.GetAsync(page)).TextOf("main"));
        (await ada.SubmitAsync(page, ("on", "false"))).ShouldLeadTo(page);
        await forum.RepliesAsync(bob, topic, $"Told, @{handle}.");
        await app.SettleAsync();
        Assert.Single(await ToldAsync(ada));
    }

    [Fact]
    public async Task What_an_earlier_version_told_is_said_in_the_words_of_today()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada, "Old words");
        await forum.RepliesAsync(bob, topic, "I say no.");
        await app.SettleAsync();
        var id = forum.IdOf("Ada");
        await forum.InAsync<Kernel.Data.AppDb>(db => db.Set<Guildhall.Notifications.List.Notification>().Where(n => n.MemberId == id)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.Text, "{0} writes in “{1}”")));

        Assert.Equal(["Bob posted in “Old words”"], await ToldAsync(ada.Speaking("en")));
        Assert.Contains("Bob 在“Old words”中回复", (await (await ada.ChoosesAsync("zh")).GetAsync("/notifications")).Text);
    }

    [Fact]
    public async Task A_muted_topic_tells_of_nothing_but_mentions()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var handle = $"ada-{forum.Id}x";
        await forum.CallAsync("Ada", handle);
        var topic = await forum.OpensAsync(ada, "Quiet");
        (await ada.SubmitAsync(forum.TopicPath(topic), ("following", "muted"))).ShouldRedirect();

        await forum.RepliesAsync(bob, topic, "Not told.");
        await forum.RepliesAsync(bob, topic, $"Told, @{handle}.");
        await app.SettleAsync();

        Assert.Equal(["Bob mentioned you in “Quiet”"], await ToldAsync(ada));
    }

    [Fact]
    public async Task Code_and_addresses_name_nobody_and_eleven_people_are_too_many()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var handles = new List<string>();
        for (var n = 0; n < 11; n++)
        {
            await forum.PersonAsync($"N{n}");
            handles.Add($"n{(char)('a' + n)}-{forum.Id}x");
            await forum.CallAsync($"N{n}", handles[n]);
        }
        var all = string.Join(' ', handles.Select(h => "@" + h));

        var many = await ada.PostAsync($"{forum.Api}/topics", new { space = "talk", title = "T", body = all });
        var hundreds = await ada.PostAsync($"{forum.Api}/topics",
            new { space = "talk", title = "T", body = all + string.Concat(Enumerable.Range(0, 500).Select(n => $" @nobody-{n}x")) });
        var code = await forum.OpensAsync(ada, body: $"`{all}`\n\n```\n{all}\n```\n\nme@{handles[0]}");

        many.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "mentions_too_many");
        hundreds.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "mentions_too_many");
        Assert.False((await ada.GetAsync(forum.TopicPath(code))).Has("a.mention"));
    }

    [Fact]
    public async Task The_live_stream_tells_those_who_may_read()
    {
        var forum = await Forum.OpenAsync(app);
        var (paying, free) = (await forum.MemberAsync("Paying", "premium"), await forum.MemberAsync("Free"));
        var (closed, open) = (await forum.OpensAsync(paying, space: "paid"), await forum.OpensAsync(free));
        await app.SettleAsync();
        await using var hearsAll = await paying.ListenAsync("/api/events");
        await using var hearsSome = await free.ListenAsync("/api/events");

        var secret = await forum.RepliesAsync(paying, closed);
        var told = await forum.RepliesAsync(free, open);
        await app.SettleAsync();

        await hearsAll.UntilAsync($"/replies/{told}\"");
        await hearsSome.UntilAsync($"/replies/{told}\"");
        Assert.Contains($"/replies/{secret}\"", hearsAll.Text);
        Assert.DoesNotContain($"/replies/{secret}\"", hearsSome.Text);
        Assert.Contains("event: discussions.reply_posted", hearsSome.Text);
    }

    private static async Task<string[]> ToldAsync(Client who) =>
        [.. (await who.GetAsync("/api/me/notifications")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(n => n.GetProperty("text").GetString()!)];
}
