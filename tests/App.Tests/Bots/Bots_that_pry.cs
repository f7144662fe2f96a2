using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Bots;

/// <summary>A bot never hears or reads more than its scopes, its tier, and those who made it.</summary>
public class Bots_that_pry(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Hears_nothing_of_what_its_tier_does_not_open()
    {
        var bots = await BotForum.OpenAsync(app);
        var vip = await bots.Forum.MemberAsync("Vip", "premium");
        var (free, paid) = (await bots.BotAsync("Free one", "free"), await bots.BotAsync("Paid one", "premium"));
        await using var hears = await free.Program.ListenAsync("/api/events");
        await using var hearsAll = await paid.Program.ListenAsync("/api/events");
        await hears.UntilAsync("event: open");
        await hearsAll.UntilAsync("event: open");

        var topic = await bots.Forum.OpensAsync(vip, "CANARY paid", space: "paid");
        (await bots.TypesAsync(vip, "CANARY message", bots.Vip)).ShouldBe(HttpStatusCode.Created);
        await bots.Forum.OpensAsync(vip, "The end");
        await hears.UntilAsync("The end");
        await hearsAll.UntilAsync("The end");

        Assert.DoesNotContain("CANARY", hears.Text, StringComparison.Ordinal);
        Assert.Contains("CANARY paid", hearsAll.Text, StringComparison.Ordinal);
        (await free.Program.GetAsync($"{bots.Api}/topics/{topic}")).ShouldBe(HttpStatusCode.NotFound);
        (await free.Program.GetAsync($"{bots.Api}/channels/{bots.Vip}/messages")).ShouldBe(HttpStatusCode.NotFound);
        (await paid.Program.GetAsync($"{bots.Api}/topics/{topic}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Does_nothing_that_its_scopes_do_not_name()
    {
        var bots = await BotForum.OpenAsync(app);
        var vip = await bots.Forum.MemberAsync("Vip", "premium");
        var topic = await bots.Forum.OpensAsync(vip, "CANARY paid", space: "paid");
        var bot = await bots.BotAsync("Deaf", "premium", "events:read");

        (await bot.Program.PostAsync($"{bots.Api}/topics", new { space = "talk", title = "Mine", body = "Mine." })).ShouldBe(HttpStatusCode.Forbidden);
        (await BotForum.PutAsync(bot.Program, $"{bots.Api}/bots/me/commands", new { commands = Array.Empty<object>() })).ShouldBe(HttpStatusCode.Forbidden);
        (await bot.Program.GetAsync($"{bots.Api}/topics/{topic}")).ShouldBe(HttpStatusCode.NotFound);
        (await bot.Program.GetAsync("/api/users")).ShouldBe(HttpStatusCode.Forbidden);
        (await bot.Program.GetAsync($"{bots.Api}/manage/bots")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_gives_a_bot_more_than_they_read_themselves()
    {
        var bots = await BotForum.OpenAsync(app);
        var role = await bots.Owner.PostAsync($"{bots.Api}/manage/roles", new { name = "Robots", permissions = new[] { "bots.manage" } });
        role.ShouldBe(HttpStatusCode.Created);
        var keeper = await bots.Forum.MemberAsync("Keeper");
        var (member, owner) = (await bots.Forum.PersonAsync("Keeper"), await bots.Forum.PersonAsync("owner"));
        await bots.Forum.WriteAsync(g => g.GrantRoleAsync(
            bots.Forum.Id, member, role.Json.GetProperty("slug").GetString()!, new Kernel.Contracts.Thing("test", member), owner, app.Clock.Now));
        object Wish(long tier) => new { name = "Spy", handle = $"spy-{bots.Forum.Id}x", scopes = new[] { "articles:read" }, tier };

        (await keeper.PostAsync($"{bots.Api}/manage/bots", Wish(bots.Forum.Premium.TierId)))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "tier_unknown");
        (await keeper.GetAsync(bots.Manage)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task In_another_community_it_is_a_stranger()
    {
        var (here, there) = (await BotForum.OpenAsync(app), await BotForum.OpenAsync(app));
        var bot = await here.BotAsync(tier: "premium");

        (await BotForum.PutAsync(bot.Program, $"{there.Api}/bots/me/commands", new { commands = Array.Empty<object>() })).ShouldBe(HttpStatusCode.NotFound);
        (await bot.Program.GetAsync($"{there.Api}/bots/me")).ShouldBe(HttpStatusCode.NotFound);
        (await there.TypesAsync(bot.Program, "Hello?")).ShouldBe(HttpStatusCode.NotFound);
    }
}
