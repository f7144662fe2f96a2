using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Members;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

public class Managing_members(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Gives_a_membership_until_the_end_of_a_day_by_the_communitys_clock()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.PersonAsync("Lin");
        var owner = await academy.SignedInAsync("owner");

        var given = await owner.SubmitAsync(academy.Path + "/manage/members/new",
            ("member", academy.EmailOf("Lin")), ("tier", academy.Premium.TierId), ("until", "2027-03-31"), ("note", "第一批读者"));

        given.ShouldLeadTo($"{academy.Path}/manage/members/{academy.IdOf("Lin")}");
        // Midnight in Shanghai after the last day.
        Assert.Equal(new DateTime(2027, 3, 31, 16, 0, 0, DateTimeKind.Utc), (await academy.HoldsAsync("Lin")).Until);
        var record = await owner.FollowAsync(given);
        Assert.Contains("第一批读者", record.TextOf("table"), StringComparison.Ordinal);
        var gift = await academy.InAsync<AppDb, Gift>(db => db.Set<Gift>().SingleAsync());
        Assert.Equal((academy.IdOf("owner"), academy.Now), (gift.GivenBy, gift.GivenAt));
    }

    [Fact]
    public async Task Lets_a_gift_follow_what_runs_already()
    {
        var academy = await Academy.OpenAsync(app);
        var end = academy.Now.AddDays(10);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, end);
        var program = await academy.ProgramAsync("owner", "members:write");

        (await GiveAsync(program, academy, "Lin", academy.Premium.TierId, academy.Now.AddDays(40))).ShouldBe(HttpStatusCode.Created);

        Assert.Equal(academy.Now.AddDays(40), (await academy.HoldsAsync("Lin")).Until);
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium, end));
    }

    [Fact]
    public async Task Says_why_a_gift_cannot_be_given()
    {
        var academy = await Academy.OpenAsync(app);
        var other = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(10));
        await academy.BuysAsync("Wang", academy.Partner, academy.Now, null);
        var program = await academy.ProgramAsync("owner", "members:write");

        async Task RefusedAsync(string code, string who, long tier, DateTime? until, string note = "")
        {
            var refused = await GiveAsync(program, academy, who, tier, until, note);
            refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
        }

        await RefusedAsync("until_past", "Lin", academy.Partner.TierId, academy.Now);
        await RefusedAsync("until_before_running", "Lin", academy.Premium.TierId, academy.Now.AddDays(10));
        await RefusedAsync("time_out_of_range", "Lin", academy.Partner.TierId, new DateTime(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc));
        await RefusedAsync("held_without_end", "Wang", academy.Partner.TierId, academy.Now.AddDays(10));
        await RefusedAsync("tier_missing", "Lin", other.Premium.TierId, null);
        await RefusedAsync("note_too_long", "Lin", academy.Premium.TierId, null, new string('x', 301));
        var unknown = await program.PostAsync($"{academy.Api}/members/999999/gifts", new { tierId = academy.Premium.TierId });
        unknown.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "member_unknown");
        Assert.Empty(await academy.InAsync<AppDb, List<Gift>>(db => db.Set<Gift>().ToListAsync()));
    }

    [Theory]
    [InlineData("until", "31.3.2027")]
    [InlineData("until", "2027-02-30")]
    [InlineData("until", "2020-01-01")]
    [InlineData("member", "nobody@example.org")]
    [InlineData("member", "")]
    [InlineData("tier", "")]
    public async Task Keeps_what_was_typed_beside_the_message(string field, string typed)
    {
        var academy = await Academy.OpenAsync(app);
        await academy.PersonAsync("Lin");
        var owner = await academy.SignedInAsync("owner");
        (string, object)[] good = [("member", academy.EmailOf("Lin")), ("tier", academy.Premium.TierId), ("until", "2027-03-31"), ("note", "kept")];

        var page = await owner.SubmitAsync(academy.Path + "/manage/members/new", [.. good.Where(f => f.Item1 != field), (field, typed)]);

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(page.Has($"#field-{field}-error"));
        Assert.Equal("kept", page.Document.QuerySelector("[name=note]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Takes_a_gift_back_from_now_on()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Free, academy.Now, null);
        var program = await academy.ProgramAsync("owner", "members:write", "members:read");
        await GiveAsync(program, academy, "Lin", academy.Premium.TierId, null);
        var before = academy.Now;
        app.Clock.Advance(TimeSpan.FromHours(1));
        var gift = await academy.InAsync<AppDb, Gift>(db => db.Set<Gift>().SingleAsync());

        (await program.DeleteAsync($"{academy.Api}/members/{academy.IdOf("Lin")}/gifts/{gift.Id}?reason=by%20mistake")).ShouldBe(HttpStatusCode.NoContent);

        Assert.False(await academy.ReadsAsync("Lin", academy.Premium));
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium, before));
        var grants = await program.GetAsync($"{academy.Api}/members/{academy.IdOf("Lin")}/grants");
        Assert.Contains("by mistake", grants.ShouldBe(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_and_finds_members_of_this_community_only()
    {
        var academy = await Academy.OpenAsync(app);
        var other = await Academy.OpenAsync(app);
        await academy.BuysAsync("Wang Xiaoming", academy.Premium, academy.Now, academy.Now.AddDays(30));
        await academy.BuysAsync("Zoe", academy.Free, academy.Now, null);
        await other.BuysAsync("Wang Elsewhere", other.Premium, other.Now, null);
        var program = await academy.ProgramAsync("owner", "members:read");

        async Task<List<string?>> NamesAsync(string query)
        {
            var answer = (await program.GetAsync($"{academy.Api}/members{query}")).ShouldBe(HttpStatusCode.OK);
            return [.. answer.Json.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("name").GetString())];
        }

        Assert.Equal(["Zoe", "Wang Xiaoming", "owner"], await NamesAsync(""));
        Assert.Equal(["Wang Xiaoming"], await NamesAsync("?q=WANG"));
        Assert.Equal(["Zoe"], await NamesAsync("?q=" + Uri.EscapeDataString(academy.EmailOf("Zoe"))));
        Assert.Equal(["Zoe"], await NamesAsync("?q=" + academy.IdOf("Zoe")));
        Assert.Empty(await NamesAsync("?q=" + Uri.EscapeDataString(other.EmailOf("Wang Elsewhere"))));
        Assert.Equal(["Zoe"], await NamesAsync("?tier=" + academy.Free.TierId));
        Assert.Equal(["Wang Xiaoming"], await NamesAsync("?tier=" + academy.Premium.TierId));
        Assert.Equal(["owner"], await NamesAsync("?after=" + academy.IdOf("Wang Xiaoming")));
        (await program.GetAsync($"{academy.Api}/members/{other.IdOf("Wang Elsewhere")}/grants")).ShouldBe(HttpStatusCode.NotFound);
        (await program.GetAsync($"{other.Api}/members")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Gives_and_takes_roles()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Free, academy.Now, null);
        var program = await academy.ProgramAsync("owner", "members:write");
        var role = $"{academy.Api}/members/{academy.IdOf("Lin")}/roles/author";

        (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, role))).ShouldBe(HttpStatusCode.NoContent);
        (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, role))).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal(["author"], (await academy.HoldsAsync("Lin")).Roles);

        (await program.DeleteAsync(role)).ShouldBe(HttpStatusCode.NoContent);
        Assert.Empty((await academy.HoldsAsync("Lin")).Roles);

        (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, role))).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal(["author"], (await academy.HoldsAsync("Lin")).Roles);
        (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, role.Replace("author", "emperor", StringComparison.Ordinal))))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "role_unknown");
    }

    [Fact]
    public async Task Never_takes_the_last_owner()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.AppointAsync("Lin", "owner");
        var program = await academy.ProgramAsync("Lin", "members:write");
        string Owner(string name) => $"{academy.Api}/members/{academy.IdOf(name)}/roles/owner";

        (await program.DeleteAsync(Owner("owner"))).ShouldBe(HttpStatusCode.NoContent);
        (await program.DeleteAsync(Owner("Lin"))).ShouldBeRefused(HttpStatusCode.Conflict, "last_owner");

        Assert.Equal(["owner"], (await academy.HoldsAsync("Lin")).Roles);
    }

    [Fact]
    public async Task Of_two_owners_who_dismiss_each_other_at_once_one_stays()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.AppointAsync("Lin", "owner");
        var (first, second) = (await academy.ProgramAsync("owner", "members:write"), await academy.ProgramAsync("Lin", "members:write"));

        await Task.WhenAll(
            first.DeleteAsync($"{academy.Api}/members/{academy.IdOf("Lin")}/roles/owner"),
            second.DeleteAsync($"{academy.Api}/members/{academy.IdOf("owner")}/roles/owner"));

        Assert.Single(new[] { await academy.HoldsAsync("owner"), await academy.HoldsAsync("Lin") }, h => h.Roles.Contains("owner"));
    }

    [Fact]
    public async Task A_moderator_manages_members_but_gives_no_roles()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Free, academy.Now, null);
        await academy.AppointAsync("moderator", "moderator");
        var browser = await academy.SignedInAsync("moderator");
        var program = await academy.ProgramAsync("moderator", "members:read", "members:write", "tiers:write", "communities:write");

        var page = (await browser.GetAsync($"{academy.Path}/manage/members/{academy.IdOf("Lin")}")).ShouldBe(HttpStatusCode.OK);

        Assert.False(page.Has(".roles"));
        (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{academy.Api}/members/{academy.IdOf("moderator")}/roles/owner"))).ShouldBe(HttpStatusCode.NotFound);
        (await GiveAsync(program, academy, "Lin", academy.Premium.TierId, null)).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("author"), InlineData("paying"), InlineData("registered"), InlineData("visitor")]
    public async Task Is_refused_to(string who)
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, null);
        if (who == "author")
            await academy.AppointAsync(who, who);
        if (who == "paying")
            await academy.BuysAsync(who, academy.Partner, academy.Now, null);
        using var browser = who == "visitor" ? app.Visitor() : await academy.SignedInAsync(who);
        var lin = academy.IdOf("Lin");

        foreach (var path in (string[])["members", "members/new", $"members/{lin}", $"access?member={lin}&thing=x"])
        {
            var answer = await browser.GetAsync($"{academy.Path}/manage/{path}");
            if (who == "visitor")
                Assert.StartsWith("/sign-in", answer.ShouldRedirect().Location, StringComparison.Ordinal);
            else
                answer.ShouldBe(HttpStatusCode.NotFound);
        }
        using var program = who == "visitor" ? app.Visitor() : await academy.ProgramAsync(who, "members:read", "members:write");
        var refusal = who == "visitor" ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound;
        (await program.GetAsync(academy.Api + "/members")).ShouldBe(refusal);
        (await program.GetAsync($"{academy.Api}/members/{lin}/grants")).ShouldBe(refusal);
        (await program.GetAsync($"{academy.Api}/access?member={lin}&thing=article:1")).ShouldBe(refusal);
        (await program.PostAsync($"{academy.Api}/members/{lin}/gifts", new { tierId = academy.Premium.TierId })).ShouldBe(refusal);
    }

    [Theory]
    [InlineData("members:read"), InlineData("members:write"), InlineData("tiers:write")]
    public async Task A_token_needs_the_scope_of_what_it_does(string scope)
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Free, academy.Now, null);
        var program = await academy.ProgramAsync("owner", scope);

        var read = await program.GetAsync(academy.Api + "/members");
        var written = await GiveAsync(program, academy, "Lin", academy.Premium.TierId, null);

        Assert.Equal(scope == "members:read" ? HttpStatusCode.OK : HttpStatusCode.Forbidden, read.Status);
        Assert.Equal(scope == "members:write" ? HttpStatusCode.Created : HttpStatusCode.Forbidden, written.Status);
    }

    private static Task<Answer> GiveAsync(Client program, Academy academy, string who, long tier, DateTime? until, string note = "") =>
        program.PostAsync($"{academy.Api}/members/{academy.IdOf(who)}/gifts", new { tierId = tier, until, note });
}
