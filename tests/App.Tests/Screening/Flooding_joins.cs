using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Screening.Floods;

namespace Guildhall.App.Tests.Screening;

public class Flooding_joins(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Many_joins_are_noticed_told_held_slowed_and_over_by_themselves()
    {
        var (watch, bots) = await FloodAsync();
        var ann = await watch.Forum.MemberAsync("Ann");

        Assert.Contains("12 people joined", (await watch.Owner.GetAsync("/notifications")).TextOf("main"));
        Assert.Contains("Many people are joining at once", (await watch.Owner.GetAsync($"{watch.Forum.Path}/manage")).TextOf("main"));
        Assert.True(await watch.HoldsAsync(bots[0], "Hello"));
        // She did not come with them.
        Assert.False(await watch.HoldsAsync(ann, "Hello"));
        Assert.Equal("joining_slowed", await JoinAsync(watch, "late"));

        app.Clock.Advance(TimeSpan.FromHours(6) + TimeSpan.FromMinutes(1));
        await app.RunJobAsync<EndFloodsInTime>();

        Assert.Equal("", await JoinAsync(watch, "later"));
        Assert.False(await watch.HoldsAsync(bots[1], "Hello"));
        Assert.Contains("by itself", (await watch.Owner.GetAsync($"{watch.Forum.Path}/manage/screening/floods")).TextOf("table"));
    }

    [Fact]
    public async Task One_click_ends_it_and_the_same_joins_begin_no_other()
    {
        var (watch, bots) = await FloodAsync();
        var page = $"{watch.Forum.Path}/manage/screening/floods";

        var button = (await watch.Owner.GetAsync(page)).Document.Forms.Single(
            f => f.GetAttribute("action")!.EndsWith("/end", StringComparison.Ordinal));
        (await watch.Owner.PressAsync(await watch.Owner.GetAsync(page), button.GetAttribute("action")!)).ShouldBe(HttpStatusCode.SeeOther);
        (await watch.Owner.PostAsync($"{watch.Api}/words", new { list = 0 })).ShouldBe(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("", await JoinAsync(watch, "one more"));
        Assert.False(await watch.HoldsAsync(bots[0], "Hello"));
        Assert.DoesNotContain("lasts", (await watch.Owner.GetAsync(page)).TextOf("table"));
    }

    private async Task<(Watch Watch, List<Client> Bots)> FloodAsync()
    {
        var watch = await Watch.OpenAsync(app);
        await watch.Owner.SubmitAsync($"{watch.Forum.Path}/manage/screening/floods", ("floodJoins", 12), ("floodFromOne", 12), ("floodSlow", 3));
        var bots = new List<Client>();
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal("", await JoinAsync(watch, $"bot {i}"));
            bots.Add(await watch.Forum.SignedInAsync($"bot {i}"));
        }
        await app.SettleAsync();
        return (watch, bots);
    }

    /// <returns>The code of the refusal; empty where they joined.</returns>
    private async Task<string> JoinAsync(Watch watch, string name)
    {
        var member = await watch.Forum.PersonAsync(name);
        try
        {
            await watch.Forum.InAsync<IJoining>(joining => joining.JoinAsync(member));
            await app.SettleAsync();
            return "";
        }
        catch (Guildhall.Kernel.Http.Refused refused)
        {
            return refused.Code;
        }
    }
}
