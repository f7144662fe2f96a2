using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Bots;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Notifications;

/// <summary>Whoever is told of something knows whether a program did it.</summary>
public class What_bots_did(NotifiedApp app) : IClassFixture<NotifiedApp>
{
    [Fact]
    public async Task Says_so_by_a_badge_on_the_page_and_by_a_word_in_the_mail()
    {
        var bots = await BotForum.OpenAsync(app);
        var (ada, bob) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.MemberAsync("Bob"));
        var id = bots.Forum.IdOf("Ada");
        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlAsync($"UPDATE accounts SET email_confirmed = TRUE WHERE member_id = {id}"));
        var bot = await bots.BotAsync();
        var topic = await bots.Forum.OpensAsync(ada, "Throw!");
        await bots.Forum.RepliesAsync(bob, topic, "A person.");
        await bots.Forum.RepliesAsync(bot.Program, topic, "A program.");
        await app.SettleAsync();

        var page = await ada.GetAsync("/notifications");
        var told = (await ada.GetAsync("/api/me/notifications")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(n => (n.GetProperty("text").GetString(), n.GetProperty("bot").GetBoolean())).Order().ToList();

        Assert.Equal([("Bob replied to you in “Throw!”", false), ("Dicey replied to you in “Throw!”", true)], told);
        var badge = Assert.Single(page.Document.QuerySelectorAll(".notice .bot-badge"));
        Assert.Equal("Dicey", badge.PreviousSibling!.TextContent.Trim());
        Assert.Contains("replied to you in “Throw!”", badge.ParentElement!.TextContent, StringComparison.Ordinal);
        var subjects = app.MailedTo(new Person(id, "Ada", bots.Forum.EmailOf("Ada"))).ToList();
        Assert.Contains("Dicey (bot) replied to you in “Throw!”", subjects);
        Assert.Contains("Bob replied to you in “Throw!”", subjects);
    }

    [Fact]
    public async Task A_name_is_the_one_that_somebody_has_when_it_is_read()
    {
        var bots = await BotForum.OpenAsync(app);
        var (ada, bob) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.MemberAsync("Bob"));
        await bots.Forum.RepliesAsync(bob, await bots.Forum.OpensAsync(ada, "A topic"));
        await app.SettleAsync();

        (await bob.PatchAsync("/api/me", new { name = "Robert" })).ShouldBe(HttpStatusCode.OK);

        var told = (await ada.GetAsync("/api/me/notifications")).Json.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("text").GetString());
        Assert.Equal("Robert replied to you in “A topic”", told.First());
    }
}
