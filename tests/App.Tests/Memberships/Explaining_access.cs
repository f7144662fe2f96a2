using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Memberships.Explaining;

namespace Guildhall.App.Tests.Memberships;

public class Explaining_access(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Tells_the_chain_from_the_order_to_the_rank()
    {
        var academy = await Academy.OpenAsync(app);
        var article = await PublishAsync(academy);
        var order = await academy.BuysAsync("Lin", academy.Partner, academy.Now, academy.Now.AddDays(30));

        var answer = await AskAsync(academy, $"member={academy.IdOf("Lin")}&thing=article:{article}");

        Assert.True(answer.GetProperty("allowed").GetBoolean());
        Assert.Equal(
            [
                $"Consensus by hand requires tier 高级会员 (rank {academy.Premium.Rank}) or higher.",
                $"Grant # gives tier 合伙人; it rests on order #{order.Id}.",
                $"Rank {academy.Partner.Rank} of 合伙人 is at least rank {academy.Premium.Rank} of 高级会员.",
            ],
            Texts(answer).Take(5).Where(t => !t.StartsWith("It ", StringComparison.Ordinal)).Select(WithoutGrantNumber));
        Assert.Contains(Texts(answer), t => t.StartsWith("It was in force on", StringComparison.Ordinal));
        Assert.Equal($"order:{order.Id}", answer.GetProperty("reasons")[1].GetProperty("source").GetString());
    }

    [Fact]
    public async Task Explains_columns_too()
    {
        var academy = await Academy.OpenAsync(app);
        var column = academy.Community.Spaces.Single(s => s.TierId == academy.Premium.TierId);
        var open = academy.Community.Spaces.First(s => s.TierId is null);

        foreach (var text in (string[])[column.Name, $"/c/{academy.Slug}/s/{column.Slug}", $"space:{column.Id}"])
            Assert.False((await AskAsync(academy, "thing=" + Uri.EscapeDataString(text))).GetProperty("allowed").GetBoolean());
        Assert.True((await AskAsync(academy, "thing=" + Uri.EscapeDataString($"/c/{academy.Slug}/s/{open.Slug}"))).GetProperty("allowed").GetBoolean());
    }

    [Fact]
    public async Task Tells_of_a_past_instant_what_was_true_then()
    {
        var academy = await Academy.OpenAsync(app);
        var article = await PublishAsync(academy);
        var bought = academy.Now;
        var order = await academy.BuysAsync("Lin", academy.Premium, bought, bought.AddDays(30));
        app.Clock.Advance(TimeSpan.FromDays(3));
        await academy.RefundAsync(order);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var question = $"member={academy.IdOf("Lin")}&thing=article:{article}";

        var now = await AskAsync(academy, question);
        var then = await AskAsync(academy, $"{question}&at={Uri.EscapeDataString(bought.AddDays(1).ToString("O"))}");
        var before = await AskAsync(academy, $"{question}&at={Uri.EscapeDataString(bought.AddSeconds(-1).ToString("O"))}");

        Assert.False(now.GetProperty("allowed").GetBoolean());
        Assert.Contains(
            Texts(now), t => t.StartsWith("It was revoked on ", StringComparison.Ordinal) && t.EndsWith($"because of refund #{order.Id}: The order was refunded.", StringComparison.Ordinal));
        Assert.Equal(["高级会员", "合伙人"], now.GetProperty("openedBy").EnumerateArray().Select(o => o.GetProperty("name").GetString()));
        Assert.True(then.GetProperty("allowed").GetBoolean());
        Assert.Empty(then.GetProperty("openedBy").EnumerateArray());
        Assert.False(before.GetProperty("allowed").GetBoolean());
        Assert.Contains(Texts(before), t => t.StartsWith("It starts only on ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tells_that_a_grant_ended_or_never_was()
    {
        var academy = await Academy.OpenAsync(app);
        var article = await PublishAsync(academy);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        await academy.PersonAsync("Wang");
        // Whoever has no grant here is named by an owner of the installation only.
        await academy.PersonAsync("root", ownsInstallation: true);
        app.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Contains(Texts(await AskAsync(academy, $"member={academy.IdOf("Lin")}&thing=article:{article}")),
            t => t.StartsWith("It ended on ", StringComparison.Ordinal));
        Assert.Contains("There is no grant of this tier or of a higher one.", Texts(await AskAsync(academy, $"member={academy.IdOf("Wang")}&thing=article:{article}", "root")));
        Assert.Contains("Not signed in.", Texts(await AskAsync(academy, $"thing=article:{article}")));
    }

    [Fact]
    public async Task Tells_that_a_grant_was_written_down_later_than_it_starts()
    {
        var academy = await Academy.OpenAsync(app);
        var article = await PublishAsync(academy);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now.AddHours(-2), null);

        var then = await AskAsync(academy, $"member={academy.IdOf("Lin")}&thing=article:{article}&at={Uri.EscapeDataString(academy.Now.AddHours(-1).ToString("O"))}");

        Assert.Contains(Texts(then), t => t.StartsWith("It was only recorded on ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_the_role_or_the_ownership_that_reads_everything()
    {
        var academy = await Academy.OpenAsync(app);
        var article = await PublishAsync(academy);
        await academy.PersonAsync("root", ownsInstallation: true);
        await academy.BuysAsync("root", academy.Free, academy.Now, null);

        var owner = await AskAsync(academy, $"member={academy.IdOf("owner")}&thing=article:{article}");
        var root = await AskAsync(academy, $"member={academy.IdOf("root")}&thing=article:{article}");

        Assert.Contains("The role owner includes read everything.", Texts(owner));
        Assert.Contains(Texts(owner), t => t.EndsWith("it rests on the opening of the community.", StringComparison.Ordinal));
        Assert.Contains(Texts(root), t => t.StartsWith("The member has owned this site since", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_a_page_with_an_address_that_can_be_passed_on()
    {
        var academy = await Academy.OpenAsync(app);
        await PublishAsync(academy);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        var owner = (await academy.SignedInAsync("owner")).Speaking("en");

        var now = await owner.SubmitAsync(academy.Path + "/manage/access",
            ("member", academy.EmailOf("Lin")), ("thing", $"https://example.org{academy.Path}/articles/consensus"), ("at", ""));
        var later = await owner.GetAsync(now.Path.Split('?')[0] + $"?member=Lin&thing=Consensus&at=2026-12-31T23:59");

        Assert.Equal("Lin can read it", now.ShouldBe(HttpStatusCode.OK).TextOf("#decision-title"));
        Assert.Equal("Lin can't read it", later.ShouldBe(HttpStatusCode.OK).TextOf("#decision-title"));
        Assert.Contains("It ended on", later.TextOf(".chain"), StringComparison.Ordinal);
        Assert.True(later.Has($"a[href='{academy.Path}/manage/members/{academy.IdOf("Lin")}']"));
    }

    [Fact]
    public async Task Offers_a_choice_where_several_match()
    {
        var academy = await Academy.OpenAsync(app);
        await PublishAsync(academy, "consensus-one", "Consensus one");
        await PublishAsync(academy, "consensus-two", "Consensus two");
        await academy.BuysAsync("Lin One", academy.Premium, academy.Now, null);
        await academy.BuysAsync("Lin Two", academy.Premium, academy.Now, null);
        var owner = await academy.SignedInAsync("owner");

        var page = (await owner.GetAsync(academy.Path + "/manage/access?member=lin&thing=consensus")).ShouldBe(HttpStatusCode.OK);

        var choices = page.Document.QuerySelectorAll(".access-choices a").Select(a => a.TextContent).ToList();
        Assert.Equal(["Consensus one", "Consensus two", "Lin One", "Lin Two"], choices.Order());
        Assert.False(page.Has("#decision-title"));
        var member = page.Document.QuerySelectorAll(".access-choices a").First(a => a.TextContent == "Lin One").GetAttribute("href")!;
        var thing = (await owner.GetAsync(member)).Document.QuerySelectorAll(".access-choices a").First().GetAttribute("href")!;
        Assert.True((await owner.GetAsync(thing)).Has("#decision-title"));
    }

    [Theory]
    [InlineData("member=nobody@example.org&thing=consensus", "member")]
    [InlineData("member=999999&thing=consensus", "member")]
    [InlineData("thing=nothing-like-it", "thing")]
    [InlineData("thing=article:999999", "thing")]
    [InlineData("thing=unicorn:1", "thing")]
    [InlineData("thing=consensus&at=yesterday", "at")]
    [InlineData("thing=consensus&at=2026-02-30T10:00", "at")]
    [InlineData("thing=consensus&at=0001-01-01T00:00", "at")]
    public async Task Says_what_it_did_not_understand(string question, string field)
    {
        var academy = await Academy.OpenAsync(app);
        await PublishAsync(academy);
        var owner = await academy.SignedInAsync("owner");

        var page = await owner.GetAsync($"{academy.Path}/manage/access?{question}");

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(page.Has($"#field-{field}-error"));
        Assert.False(page.Has("#decision-title"));
    }

    [Theory]
    [InlineData("at=yesterday&thing=article:1", "time_malformed")]
    [InlineData("thing=article:999999", "thing_unknown")]
    [InlineData("", "thing_missing")]
    [InlineData("member=999999&thing=article:1", "member_unknown")]
    public async Task Tells_programs_the_same(string question, string code)
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "members:read");

        (await program.GetAsync($"{academy.Api}/access?{question}")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Knows_no_thing_of_another_community()
    {
        var academy = await Academy.OpenAsync(app);
        var other = await Academy.OpenAsync(app);
        var article = await PublishAsync(other);
        var program = await academy.ProgramAsync("owner", "members:read");

        (await program.GetAsync($"{academy.Api}/access?thing=article:{article}")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "thing_unknown");
    }

    /// <summary>Clocks in Berlin skip from 2 to 3 in March and pass from 3 to 2 in October.</summary>
    [Theory]
    [InlineData("2026-03-29T01:59", "2026-03-29T00:59Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30Z")]
    [InlineData("2026-10-25T03:00", "2026-10-25T02:00Z")]
    public void Reads_the_wall_clock_of_the_community(string typed, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant).UtcDateTime, LocalInstant.Read("at", typed, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));

    private async Task<long> PublishAsync(Academy academy, string slug = "consensus", string title = "Consensus by hand")
    {
        var space = academy.Community.Spaces.Single(s => s.TierId == academy.Premium.TierId);
        var article = new NewArticle(academy.Id, space.Id, academy.IdOf("owner"), slug, title, "Free.\n\nPaid.", "en", academy.Now);
        return await academy.InAsync<IArticles, long>(a => a.PublishAsync(article));
    }

    private static async Task<System.Text.Json.JsonElement> AskAsync(Academy academy, string question, string who = "owner")
    {
        var program = await academy.ProgramAsync(who, "members:read");
        return (await program.GetAsync($"{academy.Api}/access?{question}")).ShouldBe(HttpStatusCode.OK).Json;
    }

    private static List<string> Texts(System.Text.Json.JsonElement answer) =>
        [.. answer.GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("text").GetString()!)];

    private static string WithoutGrantNumber(string text) => System.Text.RegularExpressions.Regex.Replace(text, "^Grant #\\d+", "Grant #");
}
