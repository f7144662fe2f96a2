using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Bots;

/// <summary>The team makes bots and takes them back.</summary>
public class Keeping_bots(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Is_made_on_the_page_which_shows_the_token_once()
    {
        var bots = await BotForum.OpenAsync(app);
        Assert.Contains("No bots yet", (await bots.Owner.GetAsync(bots.Manage)).TextOf("main"), StringComparison.Ordinal);
        var handle = $"helper-{bots.Forum.Id}x";

        var made = await bots.Owner.SubmitAsync(bots.Manage, ("name", "Builder"), ("handle", handle), ("scopes", "events:read"));

        var token = made.ShouldBe(HttpStatusCode.OK).Document.QuerySelector("#token")!.GetAttribute("value")!;
        Assert.StartsWith("gh_", token, StringComparison.Ordinal);
        var list = await bots.Owner.GetAsync(bots.Manage);
        Assert.DoesNotContain(token, list.Text, StringComparison.Ordinal);
        Assert.Contains("Builder", list.TextOf("main"), StringComparison.Ordinal);
        var me = await app.Visitor().WithToken(token).GetAsync("/api/me");
        Assert.Equal("Builder", me.ShouldBe(HttpStatusCode.OK).Json.GetProperty("name").GetString());
        Assert.Contains("Bot", (await app.Visitor().GetAsync($"{bots.Forum.Path}/members/{handle}")).TextOf(".bot-badge"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_wrong_at_its_field_with_what_was_typed()
    {
        var bots = await BotForum.OpenAsync(app);

        var wrong = await bots.Owner.SubmitAsync(bots.Manage, ("name", "Builder"), ("handle", "x"), ("scopes", "events:read"));

        wrong.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("Builder", wrong.Document.QuerySelector("input[name=name]")!.GetAttribute("value"));
        (await bots.Owner.PostAsync($"{bots.Api}/manage/bots", new { name = "B", handle = "builder-9z", scopes = new[] { "account:write" } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "scope_unknown");
    }

    [Fact]
    public async Task Members_and_moderators_find_no_such_page()
    {
        var bots = await BotForum.OpenAsync(app);
        var bot = await bots.BotAsync();
        foreach (var who in new[] { await bots.Forum.MemberAsync("Ada"), await bots.Forum.ModeratorAsync() })
        {
            (await who.GetAsync(bots.Manage)).ShouldBe(HttpStatusCode.NotFound);
            (await who.GetAsync($"{bots.Manage}/{bot.Id}")).ShouldBe(HttpStatusCode.NotFound);
            (await who.PostAsync($"{bots.Api}/manage/bots", new { name = "B", handle = "builder-8z", scopes = new[] { "events:read" } }))
                .ShouldBe(HttpStatusCode.NotFound);
            (await who.DeleteAsync($"{bots.Api}/manage/bots/{bot.Id}")).ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Counts_as_no_member_and_stands_in_no_list_of_them()
    {
        var bots = await BotForum.OpenAsync(app);
        await bots.Forum.MemberAsync("Ada");
        var before = await CountAsync(bots);

        await bots.BotAsync("Silent one", "premium");

        Assert.Equal(before, await CountAsync(bots));
        var list = await bots.Owner.GetAsync($"{bots.Forum.Path}/manage/members");
        Assert.DoesNotContain("Silent one", list.ShouldBe(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posts_with_its_badge_and_once_for_each_key()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();

        var topic = await bots.Forum.OpensAsync(bot.Program, "Nightly build");
        (await bots.TypesAsync(bot.Program, "Deployed.", key: "deploy-1")).ShouldBe(HttpStatusCode.Created);
        (await bots.TypesAsync(bot.Program, "Deployed.", key: "deploy-1")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("Bot", (await ada.GetAsync(bots.Forum.TopicPath(topic))).TextOf("#topic .bot-badge"));
        Assert.Equal("Bot", (await ada.GetAsync($"{bots.Forum.Path}/s/talk")).TextOf(".topic-rows .bot-badge"));
        Assert.Equal("Bot", (await ada.GetAsync($"{bots.Forum.Path}/chat/{bots.General}")).TextOf("[data-list] .msg-bot"));
        Assert.Single(await bots.MessagesAsync(ada));
    }

    [Fact]
    public async Task Suspending_ends_its_token_and_its_stream_at_once()
    {
        var bots = await BotForum.OpenAsync(app);
        var bot = await bots.BotAsync();
        await using var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");

        var page = await bots.Owner.GetAsync($"{bots.Manage}/{bot.Id}");
        (await bots.Owner.PressAsync(page, $"{bots.Manage}/{bot.Id}/suspension", ("on", "true"))).ShouldRedirect();

        await live.EndsWithinAsync(Soon);
        Assert.EndsWith("event: over\ndata: {}\n\n", live.Text, StringComparison.Ordinal);
        (await bot.Program.GetAsync("/api/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await bots.Owner.PostAsync($"{bots.Api}/manage/bots/{bot.Id}/token", new { })).ShouldBeRefused(HttpStatusCode.Conflict, "bot_suspended");
        (await bots.Owner.DeleteAsync($"{bots.Api}/manage/bots/{bot.Id}/suspension")).ShouldBe(HttpStatusCode.NoContent);
        var token = (await bots.Owner.PostAsync($"{bots.Api}/manage/bots/{bot.Id}/token", new { })).ShouldBe(HttpStatusCode.OK).Json
            .GetProperty("token").GetString()!;
        (await app.Visitor().WithToken(token).GetAsync($"{bots.Api}/bots/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_token_ends_the_one_before()
    {
        var bots = await BotForum.OpenAsync(app);
        var bot = await bots.BotAsync();

        var path = $"{bots.Manage}/{bot.Id}";
        var form = (await bots.Owner.GetAsync(path)).Document.Forms.Single(f => f.QuerySelector("[name=_handler][value=rotate]") is not null);
        var rotated = await bots.Owner.SendAsync(FormFilling.Request(form, new Uri(app.Address, path), []));

        var token = rotated.ShouldBe(HttpStatusCode.OK).Document.QuerySelector("#token")!.GetAttribute("value")!;
        (await bot.Program.GetAsync("/api/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.Visitor().WithToken(token).GetAsync("/api/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_name_and_words_change_on_its_page()
    {
        var bots = await BotForum.OpenAsync(app);
        var bot = await bots.BotAsync();
        var path = $"{bots.Manage}/{bot.Id}";
        Assert.Equal("Throws **dice**.", (await bots.Owner.GetAsync(path)).TextOf("textarea[name=about]").Trim());

        (await bots.Owner.SubmitAsync(path, ("about", "Throws *coins*."), ("name", "Coiny"))).ShouldRedirect();

        var shown = await app.Visitor().GetAsync($"{bots.Forum.Path}/members/{bot.Handle}");
        Assert.Contains("Coiny", shown.ShouldBe(HttpStatusCode.OK).TextOf("h1"), StringComparison.Ordinal);
        Assert.Equal("coins", shown.TextOf("main em"));
    }

    [Fact]
    public async Task Deleting_it_keeps_what_it_said_and_nothing_else()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, new { name = "dice", description = "Throws a die" });
        await bots.TypesAsync(bot.Program, "Still here.");
        var member = (await bot.Program.GetAsync($"{bots.Api}/bots/me")).Json.GetProperty("member").GetInt64();

        (await bots.Owner.DeleteAsync($"{bots.Api}/manage/bots/{bot.Id}")).ShouldBe(HttpStatusCode.NoContent);

        (await bot.Program.GetAsync("/api/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await bots.Owner.GetAsync($"{bots.Manage}/{bot.Id}")).ShouldBe(HttpStatusCode.NotFound);
        (await bots.TypesAsync(ada, "/dice")).ShouldBe(HttpStatusCode.Created);
        Assert.Contains("Still here.", string.Join('\n', await bots.MessagesAsync(ada)), StringComparison.Ordinal);
        var held = await app.WithAsync<IAccess, Holdings>(a => a.HoldingsAsync(new Viewer(member), bots.Forum.Id, app.Clock.Now).AsTask());
        Assert.Empty(held.TierIds);
    }

    [Fact]
    public async Task Nobody_signs_in_as_one()
    {
        var bots = await BotForum.OpenAsync(app);
        var bot = await bots.BotAsync();

        (await bot.Program.GetAsync(bots.Forum.Path + "/chat")).ShouldBe(HttpStatusCode.Unauthorized);
        var member = (await bot.Program.GetAsync($"{bots.Api}/bots/me")).Json.GetProperty("member").GetInt64();
        var contacts = await app.WithAsync<Kernel.Contracts.Accounts.IContacts, int>(async c => (await c.ManyAsync([member])).Count);
        Assert.Equal(0, contacts);
    }

    private async Task<int> CountAsync(BotForum bots) => (await app.WithAsync<IMemberships, IReadOnlyList<TierHolders>>(m =>
        m.HoldersAsync(bots.Forum.Id, app.Clock.Now))).Sum(t => t.Members);
}
