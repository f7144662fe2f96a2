using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

public class Arranging_roles(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task The_matrix_gives_and_takes_and_the_holder_feels_it_at_once()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.AppointAsync("Lin", "author");
        var (owner, lin) = (await academy.SignedInAsync("owner"), await academy.SignedInAsync("Lin"));
        (await lin.GetAsync(academy.Path + "/manage/insights")).ShouldBe(HttpStatusCode.NotFound);

        await SaveAsync(owner, academy, give: ["author:insights.read"], take: ["author:content.write"]);

        (await lin.GetAsync(academy.Path + "/manage/insights")).ShouldBe(HttpStatusCode.OK);
        (await lin.GetAsync(academy.Path + "/manage/articles")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal(["content.read_all", "courses.write", "insights.read", "sessions.host"], (await academy.HoldsAsync("Lin")).Permissions.Order());
        await SaveAsync(owner, academy, give: ["author:content.write"], take: ["author:insights.read"]);
        Assert.Equal(["content.read_all", "content.write", "courses.write", "sessions.host"], (await academy.HoldsAsync("Lin")).Permissions.Order());
        Assert.Equal(["memberships.role_changed", "memberships.role_changed"], (await KindsAsync(academy))[^2..]);
    }

    [Fact]
    public async Task Two_who_edit_at_once_do_not_undo_each_other()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var early = await owner.GetAsync(academy.Path + "/manage/roles");

        await SaveAsync(owner, academy, give: ["author:insights.read"], take: []);
        await SaveAsync(owner, academy, give: ["moderator:money.read"], take: [], early);

        Assert.Contains("insights.read", await CarriesAsync(academy, "author"));
        Assert.Contains("money.read", await CarriesAsync(academy, "moderator"));
    }

    [Fact]
    public async Task An_own_role_is_added_given_renamed_and_removed_when_nobody_holds_it()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var lin = await academy.PersonAsync("Lin");
        await academy.BuysAsync("Lin", academy.Free, academy.Now, null);
        (await owner.SubmitAsync(academy.Path + "/manage/roles", ("name", "Book keeper"))).ShouldLeadTo(academy.Path + "/manage/roles");
        await SaveAsync(owner, academy, give: ["book-keeper:money.read"], take: []);
        var program = await academy.ProgramAsync("owner", "members:read", "members:write");

        (await program.SendAsync(new(HttpMethod.Put, $"{academy.Api}/members/{lin}/roles/book-keeper"))).ShouldBe(HttpStatusCode.NoContent);

        Assert.Equal(["money.read"], (await academy.HoldsAsync("Lin")).Permissions);
        Assert.Equal(["book-keeper"], (await academy.HoldsAsync("Lin")).Roles);
        Assert.Equal([lin], (await academy.InAsync<IRoleHolders, IReadOnlyList<long>>(r =>
            r.WithPermissionAsync(academy.Id, Permissions.ReadMoney, academy.Now))).Where(m => m == lin));
        (await program.PatchAsync($"{Api(academy)}/book-keeper", new { name = "账房" })).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("账房", (await owner.GetAsync(academy.Path + "/manage/roles")).Text, StringComparison.Ordinal);
        (await program.DeleteAsync($"{Api(academy)}/book-keeper")).ShouldBeRefused(HttpStatusCode.Conflict, "role_held");
        (await program.DeleteAsync($"{academy.Api}/members/{lin}/roles/book-keeper")).ShouldBe(HttpStatusCode.NoContent);
        (await program.DeleteAsync($"{Api(academy)}/book-keeper")).ShouldBe(HttpStatusCode.NoContent);
        // Its name does not give back what was once granted under it.
        (await program.PostAsync(Api(academy), new { name = "Book keeper" })).ShouldBeRefused(HttpStatusCode.Conflict, "role_taken");
        Assert.Equal(
            ["memberships.role_added", "memberships.role_changed", "memberships.role_granted", "memberships.role_renamed",
                "memberships.membership_revoked", "memberships.role_removed"],
            (await KindsAsync(academy))[^6..]);
    }

    [Theory]
    [InlineData("owner", "members.manage")]
    [InlineData("owner", "roles.manage")]
    [InlineData("owner", "community.manage")]
    public async Task The_owner_s_role_keeps_what_it_needs(string role, string permission)
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "members:read", "members:write");
        var rest = (await CarriesAsync(academy, role)).Where(p => p != permission).ToList();

        (await program.PatchAsync($"{Api(academy)}/{role}", new { permissions = rest })).ShouldBeRefused(HttpStatusCode.Conflict, "owners_need_it");
        // The page shows that it cannot be changed, and saving it as it stands changes nothing.
        var owner = await academy.SignedInAsync("owner");
        var page = await owner.GetAsync(academy.Path + "/manage/roles");
        Assert.True(page.Has($"input[value='{role}:{permission}'][disabled]"));
        await SaveAsync(owner, academy, give: [], take: [], page);

        Assert.Contains(permission, await CarriesAsync(academy, role));
    }

    [Theory]
    [InlineData("roles.manage", HttpStatusCode.Conflict, "permission_closed")]
    [InlineData("installation.operate", HttpStatusCode.Conflict, "permission_closed")]
    [InlineData("invented.permission", HttpStatusCode.UnprocessableEntity, "permission_unknown")]
    public async Task No_role_is_given_what_would_give_it_everything(string permission, HttpStatusCode status, string code)
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "members:read", "members:write", "operate");

        (await program.PatchAsync($"{Api(academy)}/author", new { permissions = new[] { "content.write", permission } }))
            .ShouldBeRefused(status, code);
        (await program.PostAsync(Api(academy), new { name = "Two", permissions = new[] { permission } })).ShouldBeRefused(status, code);

        Assert.DoesNotContain(permission, await CarriesAsync(academy, "author"));
    }

    [Fact]
    public async Task Only_an_owner_arranges_roles_even_where_another_may_manage_the_community()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.AppointAsync("Lin", "moderator");
        await SaveAsync(await academy.SignedInAsync("owner"), academy, give: ["moderator:community.manage"], take: []);
        var (lin, program) = (await academy.SignedInAsync("Lin"), await academy.ProgramAsync("Lin", "members:read", "members:write"));

        (await lin.GetAsync(academy.Path + "/manage/tiers")).ShouldBe(HttpStatusCode.OK);
        (await lin.GetAsync(academy.Path + "/manage/roles")).ShouldBe(HttpStatusCode.NotFound);
        (await program.GetAsync(Api(academy))).ShouldBe(HttpStatusCode.NotFound);
        (await program.PatchAsync($"{Api(academy)}/moderator", new { permissions = new[] { "money.refund" } })).ShouldBe(HttpStatusCode.NotFound);
        (await program.SendAsync(new(HttpMethod.Put, $"{academy.Api}/members/{academy.IdOf("Lin")}/roles/owner"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("", HttpStatusCode.UnprocessableEntity, "name_missing")]
    [InlineData("Owner", HttpStatusCode.Conflict, "role_taken")]
    [InlineData("moderator", HttpStatusCode.Conflict, "role_taken")]
    [InlineData("12345678901234567890123456789012345678901", HttpStatusCode.UnprocessableEntity, "name_too_long")]
    public async Task A_bad_name_is_refused(string name, HttpStatusCode status, string code)
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "members:read", "members:write");

        (await program.PostAsync(Api(academy), new { name })).ShouldBeRefused(status, code);
        (await program.PatchAsync($"{Api(academy)}/author", new { name = "Scribe" })).ShouldBeRefused(HttpStatusCode.Conflict, "role_built_in");
        (await program.DeleteAsync($"{Api(academy)}/owner")).ShouldBeRefused(HttpStatusCode.Conflict, "role_built_in");
    }

    [Fact]
    public async Task To_make_an_owner_asks_first_and_the_last_one_stays()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Free, academy.Now, null);
        var owner = await academy.SignedInAsync("owner");

        var page = await owner.GetAsync($"{academy.Path}/manage/members/{academy.IdOf("Lin")}");

        Assert.True(page.Has("dialog#role-owner"));
        Assert.False(page.Has("dialog#role-author"));
        var program = await academy.ProgramAsync("owner", "members:write");
        (await program.DeleteAsync($"{academy.Api}/members/{academy.IdOf("owner")}/roles/owner")).ShouldBeRefused(HttpStatusCode.Conflict, "last_owner");
    }

    [Fact]
    public async Task One_community_s_roles_are_not_another_s()
    {
        var (academy, other) = (await Academy.OpenAsync(app), await Academy.OpenAsync(app));
        await SaveAsync(await academy.SignedInAsync("owner"), academy, give: ["author:money.read"], take: []);
        var program = await academy.ProgramAsync("owner", "members:read", "members:write");
        (await program.PostAsync(Api(academy), new { name = "Guide" })).ShouldBe(HttpStatusCode.Created);

        Assert.DoesNotContain("money.read", await CarriesAsync(other, "author"));
        await Assert.ThrowsAsync<ArgumentException>(() => other.WriteAsync(g =>
            g.GrantRoleAsync(other.Id, other.IdOf("owner"), "guide", new Thing("test", 1), by: null, other.Now)));
    }

    private static string Api(Academy academy) => $"{academy.Api}/manage/roles";

    /// <summary>Ticks and unticks as a browser would, from the page as it was shown.</summary>
    private static async Task SaveAsync(Client owner, Academy academy, string[] give, string[] take, Answer? shown = null)
    {
        var page = shown ?? (await owner.GetAsync(academy.Path + "/manage/roles")).ShouldBe(HttpStatusCode.OK);
        var on = page.Document.QuerySelectorAll("input[name=on][checked]:not([disabled])").Select(i => i.GetAttribute("value")!)
            .Concat(give).Except(take);
        (await owner.SubmitAsync(page, [.. on.Select(cell => ("on", (object)cell))])).ShouldLeadTo(academy.Path + "/manage/roles");
    }

    private static async Task<List<string>> CarriesAsync(Academy academy, string role)
    {
        var program = await academy.ProgramAsync("owner", "members:read");
        return [.. (await program.GetAsync(Api(academy))).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Single(r => r.GetProperty("slug").GetString() == role).GetProperty("permissions").EnumerateArray().Select(p => p.GetString()!)];
    }

    private static Task<List<string>> KindsAsync(Academy academy) => academy.InAsync<AppDb, List<string>>(db =>
        db.Activities.Where(a => a.CommunityId == academy.Id).OrderBy(a => a.Id).Select(a => a.Kind).ToListAsync());
}
