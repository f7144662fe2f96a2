using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

public class Restricting_a_member(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Suspending_closes_what_is_behind_the_gate_until_its_end_while_paid_time_runs_on()
    {
        var academy = await PaidAsync();
        var end = (await academy.HoldsAsync("Lin")).Until;
        var owner = await academy.SignedInAsync("owner");
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        (await owner.SubmitAsync(PageOf(academy, "Lin"), ("kind", "suspended"), ("until", Local(academy.Now.AddDays(3))), ("reason", "Spam in every column")))
            .ShouldLeadTo(PageOf(academy, "Lin"));

        var holdings = await academy.HoldsAsync("Lin");
        Assert.Empty(holdings.TierIds);
        Assert.Empty(holdings.Things);
        Assert.Equal((academy.Premium.TierId, end), (holdings.HighestTierId, holdings.Until));
        var refused = await academy.DecideAsync("Lin", academy.Premium);
        Assert.False(refused.Allowed);
        Assert.Empty(refused.OpenedBy);
        Assert.Equal("The member is suspended from {0} until {1}: {2}", refused.Reasons[1].Text);
        Assert.True((await academy.DecideAsync("Lin", academy.Premium, academy.Now.AddDays(3))).Allowed);
        Assert.True((await academy.DecideAsync("Lin", academy.Premium, academy.Now.AddMinutes(-1))).Allowed);
    }

    [Fact]
    public async Task The_suspended_member_is_told_reads_why_and_reaches_all_that_is_theirs()
    {
        var academy = await PaidAsync();
        var lin = await academy.SignedInAsync("Lin");
        await RestrictAsync(academy, "owner", "Lin", "suspended", academy.Now.AddDays(3));
        await app.SettleAsync();

        Assert.Contains(academy.Community.Name, (await lin.GetAsync("/notifications")).TextOf(".notice-unread"), StringComparison.Ordinal);
        Assert.Contains("Spam", (await lin.GetAsync("/account/restrictions")).ShouldBe(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.True((await lin.GetAsync(academy.Path)).ShouldBe(HttpStatusCode.OK).Has(".restriction-notice a[href='/account/restrictions']"));
        foreach (var path in (string[])["/account", "/account/memberships", "/account/orders", "/account/sessions", "/notifications"])
            (await lin.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        await academy.SignedInAsync("Lin");
        await Assert.ThrowsAsync<Kernel.Http.Refused>(() => academy.InAsync<IJoining>(j => j.JoinAsync(academy.IdOf("Lin"))));
        var buyer = await academy.ProgramAsync("Lin", "orders:write");
        var order = new HttpRequestMessage(HttpMethod.Post, academy.Api + "/checkout")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { lines = new[] { new { kind = "tier", id = academy.Premium.Slug } } }),
        };
        order.Headers.Add("Idempotency-Key", "k");
        (await buyer.SendAsync(order)).ShouldBeRefused(HttpStatusCode.Forbidden, "restricted");
    }

    [Fact]
    public async Task One_answer_is_open_at_a_time_and_the_operators_hear_of_it()
    {
        var academy = await PaidAsync();
        var (lin, owner) = (await academy.SignedInAsync("Lin"), await academy.SignedInAsync("owner"));
        await RestrictAsync(academy, "owner", "Lin", "banned", null);

        (await lin.SubmitAsync("/account/restrictions", ("text", "It was not me."))).ShouldLeadTo("/account/restrictions");
        await app.SettleAsync();

        Assert.Contains("Lin", (await owner.GetAsync("/notifications")).TextOf(".notice-unread"), StringComparison.Ordinal);
        Assert.False((await lin.GetAsync("/account/restrictions")).Has("textarea"));
        var program = await academy.ProgramAsync("Lin", "account:read", "account:write");
        var id = (await program.GetAsync("/api/me/restrictions")).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        (await program.PostAsync($"/api/me/restrictions/{id}/answers", new { text = "Again." })).ShouldBeRefused(HttpStatusCode.Conflict, "answer_open");

        Assert.Contains("It was not me.", (await owner.GetAsync(PageOf(academy, "Lin"))).Text, StringComparison.Ordinal);
        (await owner.SubmitAsync(PageOf(academy, "Lin"), ("reply", "We look again."))).ShouldLeadTo(PageOf(academy, "Lin"));
        Assert.Contains("We look again.", (await lin.GetAsync("/account/restrictions")).Text, StringComparison.Ordinal);
        (await program.PostAsync($"/api/me/restrictions/{id}/answers", new { text = "Thanks." })).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Lifting_opens_again_and_says_so()
    {
        var academy = await PaidAsync();
        await RestrictAsync(academy, "owner", "Lin", "banned", null);
        Assert.False(await academy.ReadsAsync("Lin", academy.Premium));
        var (program, id) = await ProgramAndIdAsync(academy, "owner", "Lin");

        for (var i = 0; i < 2; i++)
            (await program.SendAsync(new(HttpMethod.Delete, $"{Api(academy, "Lin")}/{id}?reason=A%20mistake"))).ShouldBe(HttpStatusCode.NoContent);

        Assert.True(await academy.ReadsAsync("Lin", academy.Premium));
        await app.SettleAsync();
        var lin = await academy.SignedInAsync("Lin");
        Assert.Contains("A mistake", (await lin.GetAsync("/account/restrictions")).Text, StringComparison.Ordinal);
        var happened = await academy.InAsync<AppDb, List<string>>(db => db.Activities.Where(a => a.CommunityId == academy.Id)
            .OrderBy(a => a.Id).Select(a => a.Kind).ToListAsync());
        Assert.Equal(["memberships.member_restricted", "memberships.restriction_lifted"], happened[^2..]);
    }

    [Fact]
    public async Task A_silenced_author_reads_on_and_neither_writes_nor_posts()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.AppointAsync("Lin", "author");
        var author = await academy.SignedInAsync("Lin");
        (await author.GetAsync(academy.Path + "/manage/articles")).ShouldBe(HttpStatusCode.OK);
        Assert.True(await PostsAsync(academy, "Lin"));

        await RestrictAsync(academy, "owner", "Lin", "silenced", null);

        (await author.GetAsync(academy.Path + "/manage/articles")).ShouldBe(HttpStatusCode.NotFound);
        Assert.True(await academy.ReadsAsync("Lin", academy.Partner));
        Assert.False(await PostsAsync(academy, "Lin"));
        var writers = await academy.InAsync<IRoleHolders, IReadOnlyList<long>>(r =>
            r.WithPermissionAsync(academy.Id, Permissions.WriteContent, academy.Now));
        Assert.DoesNotContain(academy.IdOf("Lin"), writers);
    }

    [Fact]
    public async Task Only_who_is_signed_in_at_a_browser_may_post()
    {
        var academy = await PaidAsync();
        var need = Need.ToPost(academy.Id, new Thing("space", 1), new Requirement.Open());

        async Task<bool> MayAsync(Viewer viewer) =>
            (await app.WithAsync<IAccess, Decision>(gate => gate.DecideAsync(viewer, need, academy.Now).AsTask())).Allowed;

        Assert.False(await MayAsync(Viewer.Visitor));
        Assert.True(await MayAsync(new Viewer(academy.IdOf("Lin"))));
        Assert.False(await MayAsync(new Viewer(academy.IdOf("Lin"), new HashSet<string> { "articles:read", "articles:write" })));
    }

    [Theory]
    [InlineData("moderator", "moderator", "own_restriction")]
    [InlineData("moderator", "owner", "owner_of_community")]
    [InlineData("moderator", "root", "owner_of_installation")]
    [InlineData("owner", "root", "owner_of_installation")]
    [InlineData("owner", "owner", "own_restriction")]
    [InlineData("root", "root", "own_restriction")]
    public async Task Some_cannot_be_restricted(string by, string whom, string code)
    {
        var academy = await StaffedAsync();
        var program = await academy.ProgramAsync(by, "members:write");

        (await program.PostAsync(Api(academy, whom), Body("suspended", academy.Now.AddDays(1)))).ShouldBeRefused(HttpStatusCode.Conflict, code);

        Assert.Null((await academy.HoldsAsync(whom)).Restriction);
    }

    [Fact]
    public async Task An_owner_restricts_a_moderator_and_another_owner()
    {
        var academy = await StaffedAsync();
        await academy.AppointAsync("second", "owner");

        await RestrictAsync(academy, "owner", "moderator", "suspended", academy.Now.AddDays(1));
        await RestrictAsync(academy, "owner", "second", "suspended", academy.Now.AddDays(1));

        Assert.Empty((await academy.HoldsAsync("moderator")).Permissions);
        Assert.Empty((await academy.HoldsAsync("second")).Permissions);
        var program = await academy.ProgramAsync("moderator", "members:read", "members:write");
        (await program.GetAsync(Api(academy, "second"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_the_owner_of_the_installation_restricts_and_lifts_everywhere()
    {
        var (academy, other) = (await StaffedAsync(), await Academy.OpenAsync(app));
        var lin = academy.IdOf("Lin");
        await other.WriteAsync(g => g.GrantTierAsync(other.Id, lin, other.Premium.TierId, other.Now, null, new("order", 1), lin, other.Now));
        var owner = await academy.ProgramAsync("owner", "members:read", "members:write", "operate");
        (await owner.PostAsync(Api(academy, "Lin"), Body("banned", null, everywhere: true))).ShouldBe(HttpStatusCode.NotFound);
        var root = await academy.ProgramAsync("root", "members:read", "members:write", "operate");

        (await root.PostAsync(Api(academy, "Lin"), Body("banned", null, everywhere: true))).ShouldBe(HttpStatusCode.Created);

        foreach (var one in (Academy[])[academy, other])
        {
            var held = await app.WithAsync<IAccess, Holdings>(gate => gate.HoldingsAsync(new Viewer(lin), one.Id, one.Now).AsTask());
            Assert.True(held.Restriction is { Everywhere: true, Kind: RestrictionKind.Banned });
            Assert.Empty(held.TierIds);
        }
        var id = (await owner.GetAsync(Api(academy, "Lin"))).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        (await owner.SendAsync(new(HttpMethod.Delete, $"{Api(academy, "Lin")}/{id}"))).ShouldBe(HttpStatusCode.NotFound);
        (await root.SendAsync(new(HttpMethod.Delete, $"{Api(academy, "Lin")}/{id}"))).ShouldBe(HttpStatusCode.NoContent);
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium));
    }

    [Fact]
    public async Task One_community_neither_sees_nor_lifts_what_holds_in_another()
    {
        var (academy, other) = (await PaidAsync(), await Academy.OpenAsync(app));
        await RestrictAsync(academy, "owner", "Lin", "banned", null);
        var (lin, (_, id)) = (academy.IdOf("Lin"), await ProgramAndIdAsync(academy, "owner", "Lin"));
        await other.WriteAsync(g => g.GrantTierAsync(other.Id, lin, other.Premium.TierId, other.Now, null, new("order", 1), lin, other.Now));
        var program = await other.ProgramAsync("owner", "members:read", "members:write");

        var listed = await program.GetAsync($"{other.Api}/manage/members/{lin}/restrictions");

        Assert.Empty(listed.ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray());
        (await program.SendAsync(new(HttpMethod.Delete, $"{other.Api}/manage/members/{lin}/restrictions/{id}"))).ShouldBe(HttpStatusCode.NotFound);
        var held = await app.WithAsync<IAccess, Holdings>(gate => gate.HoldingsAsync(new Viewer(lin), other.Id, other.Now).AsTask());
        Assert.True(held.Opens(other.Premium.TierId));
    }

    [Theory]
    [InlineData("", null, "Spam", "kind_missing")]
    [InlineData("suspended", null, "Spam", "until_missing")]
    [InlineData("suspended", -1, "Spam", "until_past")]
    [InlineData("banned", 1, "Spam", "until_of_ban")]
    [InlineData("suspended", 3_000_000, "Spam", "time_out_of_range")]
    [InlineData("banned", null, "   ", "reason_missing")]
    [InlineData("banned", null, null, "reason_too_long")]
    public async Task Bad_input_is_refused(string kind, int? days, string? reason, string code)
    {
        var academy = await PaidAsync();
        var program = await academy.ProgramAsync("owner", "members:write");
        var until = days is { } d ? academy.Now.AddDays(Math.Min(d, 2_900_000)) : (DateTime?)null;

        var answer = await program.PostAsync(Api(academy, "Lin"),
            new { kind = kind.Length > 0 ? kind : null, until, reason = reason ?? new string('x', 1001) });

        answer.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task A_button_pressed_twice_restricts_once()
    {
        var academy = await PaidAsync();
        await RestrictAsync(academy, "owner", "Lin", "banned", null);
        var program = await academy.ProgramAsync("owner", "members:write");

        (await program.PostAsync(Api(academy, "Lin"), Body("banned", null))).ShouldBeRefused(HttpStatusCode.Conflict, "already_restricted");
        (await program.PostAsync(Api(academy, "Lin"), Body("silenced", null))).ShouldBe(HttpStatusCode.Created);

        Assert.Equal(RestrictionKind.Banned, (await academy.HoldsAsync("Lin")).Restriction!.Kind);
    }

    [Fact]
    public async Task Why_says_that_it_was_weighed()
    {
        var academy = await PaidAsync();
        await RestrictAsync(academy, "owner", "Lin", "banned", null);

        var decision = await academy.DecideAsync("Lin", new Requirement.AnyTier());

        Assert.Contains(decision.Reasons, r => !r.Holds && r.Text == "The member is banned since {0}: {1}" && r.Args.Contains("Spam"));
        Assert.Contains(decision.Reasons, r => r.Holds && r.Text == "Grant #{0} gives tier {1}; it rests on {2}.");
    }

    private async Task<Academy> PaidAsync()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        await academy.BuysAsync("Lin", new Thing("article", 1), academy.Now, null);
        return academy;
    }

    private async Task<Academy> StaffedAsync()
    {
        var academy = await PaidAsync();
        await academy.AppointAsync("moderator", "moderator");
        await academy.PersonAsync("root", ownsInstallation: true);
        await academy.BuysAsync("root", academy.Free, academy.Now, null);
        return academy;
    }

    private async Task<bool> PostsAsync(Academy academy, string name)
    {
        var need = Need.ToPost(academy.Id, new Thing("space", 1), new Requirement.AnyTier());
        var viewer = new Viewer(academy.IdOf(name));
        return (await app.WithAsync<IAccess, Decision>(gate => gate.DecideAsync(viewer, need, academy.Now).AsTask())).Allowed;
    }

    private static string PageOf(Academy academy, string name) => $"{academy.Path}/manage/members/{academy.IdOf(name)}/restrictions";

    private static string Api(Academy academy, string name) => $"{academy.Api}/manage/members/{academy.IdOf(name)}/restrictions";

    private static object Body(string kind, DateTime? until, bool everywhere = false) => new { kind, until, reason = "Spam", everywhere };

    private static string Local(DateTime at) => TimeZoneInfo.ConvertTimeFromUtc(at, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
        .ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task RestrictAsync(Academy academy, string by, string whom, string kind, DateTime? until) =>
        (await (await academy.ProgramAsync(by, "members:write")).PostAsync(Api(academy, whom), Body(kind, until))).ShouldBe(HttpStatusCode.Created);

    private static async Task<(Client Program, long Id)> ProgramAndIdAsync(Academy academy, string by, string whom)
    {
        var program = await academy.ProgramAsync(by, "members:read", "members:write");
        return (program, (await program.GetAsync(Api(academy, whom))).Json.GetProperty("items")[0].GetProperty("id").GetInt64());
    }
}
