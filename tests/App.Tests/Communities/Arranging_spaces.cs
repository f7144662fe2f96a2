using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Communities;

public class Arranging_spaces(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Page = "/manage/spaces";

    [Fact]
    public async Task A_new_space_stands_last_in_the_menu()
    {
        var guild = await Guild.OpenAsync(app);
        var premium = (await TiersAsync(guild))[1];

        var made = await CreateAsync(await guild.OwnerAsync(), guild, ("name", "Field notes"), ("tier", premium.TierId), ("previewBlocks", 4));

        made.ShouldBe(HttpStatusCode.SeeOther);
        var space = (await guild.NowAsync()).Spaces[^1];
        Assert.Equal(("field-notes", premium.TierId, 4, SpaceKind.Column), (space.Slug, space.TierId, space.PreviewBlocks, space.Kind));
        Assert.Contains("Field notes", (await app.Visitor().GetAsync(guild.Path)).TextOf($".rail a[href='{guild.Path}/s/field-notes']"));
    }

    [Theory]
    [InlineData("name", "", HttpStatusCode.UnprocessableEntity, "name")]
    [InlineData("slug", "Bad Slug", HttpStatusCode.UnprocessableEntity, "slug")]
    [InlineData("slug", "announcements", HttpStatusCode.Conflict, "slug")]
    [InlineData("previewBlocks", "-1", HttpStatusCode.UnprocessableEntity, "previewBlocks")]
    [InlineData("previewBlocks", "21", HttpStatusCode.UnprocessableEntity, "previewBlocks")]
    [InlineData("previewBlocks", "many", HttpStatusCode.UnprocessableEntity, "previewBlocks")]
    [InlineData("tier", "999999", HttpStatusCode.UnprocessableEntity, "tier")]
    [InlineData("tier", "gold", HttpStatusCode.UnprocessableEntity, "tier")]
    public async Task Bad_input_is_told_and_what_was_typed_stays(string field, string value, HttpStatusCode status, string marked)
    {
        var guild = await Guild.OpenAsync(app);

        var page = await CreateAsync(await guild.OwnerAsync(), guild, ("name", "Field notes"), ("description", "From the road"), (field, value));

        page.ShouldBe(status);
        Assert.True(page.Has($"[name={marked}][aria-invalid=true]"), page.Text);
        Assert.Contains(page.Document.QuerySelectorAll("[name=description]"), d => d.GetAttribute("value") == "From the road");
        Assert.Equal(guild.Community.Spaces.Count, (await guild.NowAsync()).Spaces.Count);
    }

    [Fact]
    public async Task The_tier_of_another_community_is_unknown()
    {
        var guild = await Guild.OpenAsync(app);
        var foreign = (await TiersAsync(await Guild.OpenAsync(app)))[1];

        var page = await CreateAsync(await guild.OwnerAsync(), guild, ("name", "Field notes"), ("tier", foreign.TierId));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Of_many_who_take_one_address_at_once_one_gets_it()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var page = await owner.GetAsync(guild.Path + Page);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            owner.SubmitAsync(page, ("slug", "same"), ("name", "Same"), ("description", ""), ("tier", ""), ("previewBlocks", 2))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.SeeOther);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.SeeOther), a => a.ShouldBe(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Access_changes_at_once_and_tells_the_others()
    {
        var guild = await Guild.OpenAsync(app);
        var space = guild.Community.Spaces.First(s => s.TierId is null);
        var partner = (await TiersAsync(guild))[2];
        var owner = await guild.OwnerAsync();

        var saved = await SaveAsync(owner, guild, space, ("tier", partner.TierId), ("previewBlocks", 0));

        saved.ShouldBe(HttpStatusCode.SeeOther);
        var now = (await guild.NowAsync()).Spaces.Single(s => s.Id == space.Id);
        Assert.Equal((partner.TierId, 0), (now.TierId, now.PreviewBlocks));
        var kind = Activity.KindOf(typeof(SpaceAccessChanged));
        Assert.Equal(1, await app.WithAsync<AppDb, int>(db => db.Activities.CountAsync(a => a.CommunityId == guild.Id && a.Kind == kind)));
        Assert.True((await app.Visitor().GetAsync(guild.Path)).Has($".rail a[href='{guild.Path}/s/{space.Slug}'] .rail-lock"));
    }

    [Fact]
    public async Task Moving_changes_the_order_of_the_menu()
    {
        var guild = await Guild.OpenAsync(app);
        var second = guild.Community.Spaces[1];
        var owner = await guild.OwnerAsync();

        await DoAsync(owner, guild, second.Id, "up");

        Assert.Equal(second.Id, (await guild.NowAsync()).Spaces[0].Id);
        // At the top there is nowhere to go.
        (await DoAsync(owner, guild, second.Id, "up")).ShouldBe(HttpStatusCode.SeeOther);
        Assert.Equal(second.Id, (await guild.NowAsync()).Spaces[0].Id);
    }

    [Fact]
    public async Task An_archived_space_leaves_the_menu_and_can_come_back()
    {
        var guild = await Guild.OpenAsync(app);
        var space = guild.Community.Spaces[0];
        var owner = await guild.OwnerAsync();

        await DoAsync(owner, guild, space.Id, "archive");

        var archived = await guild.NowAsync();
        Assert.DoesNotContain(archived.OpenSpaces, s => s.Id == space.Id);
        Assert.True(archived.Spaces.Single(s => s.Id == space.Id).IsArchived);
        await DoAsync(owner, guild, space.Id, "take-back");
        Assert.Contains((await guild.NowAsync()).OpenSpaces, s => s.Id == space.Id);
    }

    [Fact]
    public async Task The_spaces_of_another_community_are_out_of_reach()
    {
        var theirs = await Guild.OpenAsync(app);
        var mine = await Guild.OpenAsync(app);
        var foreign = theirs.Community.Spaces[0];

        var page = await DoAsync(await mine.OwnerAsync(), mine, foreign.Id, "archive");

        page.ShouldBe(HttpStatusCode.NotFound);
        Assert.False((await theirs.NowAsync()).Spaces[0].IsArchived);
    }

    [Fact]
    public async Task Ensuring_a_space_makes_it_once()
    {
        var guild = await Guild.OpenAsync(app);

        var first = await app.WithAsync<ICommunities, long>(c => c.EnsureSpaceAsync(guild.Id, "imported", "Imported", SpaceKind.Column));
        var second = await app.WithAsync<ICommunities, long>(c => c.EnsureSpaceAsync(guild.Id, "imported", "Other name", SpaceKind.Column));

        Assert.Equal(first, second);
        Assert.Equal("Imported", (await guild.NowAsync()).Spaces.Single(s => s.Id == first).Name);
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            app.WithAsync<ICommunities, long>(c => c.EnsureSpaceAsync(guild.Id, "admin", "Admin", SpaceKind.Column)));
        Assert.Equal("slug_reserved", refused.Code);
    }

    [Fact]
    public async Task A_space_ensured_in_a_transaction_that_is_taken_back_never_was()
    {
        var guild = await Guild.OpenAsync(app);

        await guild.InAsync<IServiceProvider>(async services =>
        {
            await using var transaction = await services.GetRequiredService<AppDb>().BeginWriteAsync();
            await services.GetRequiredService<ICommunities>().EnsureSpaceAsync(guild.Id, "undone", "Undone", SpaceKind.Column);
        });

        Assert.DoesNotContain((await guild.NowAsync()).Spaces, s => s.Slug == "undone");
    }

    [Fact]
    public async Task A_space_ensured_in_a_transaction_is_there_for_whoever_asked_too_early()
    {
        var guild = await Guild.OpenAsync(app);

        await guild.InAsync<IServiceProvider>(async services =>
        {
            await using var transaction = await services.GetRequiredService<AppDb>().BeginWriteAsync();
            await services.GetRequiredService<ICommunities>().EnsureSpaceAsync(guild.Id, "late", "Late", SpaceKind.Column);
            Assert.DoesNotContain((await guild.NowAsync()).Spaces, s => s.Slug == "late");
            await transaction.CommitAsync();
        });

        Assert.Contains((await guild.NowAsync()).Spaces, s => s.Slug == "late");
    }

    [Fact]
    public async Task A_change_of_another_node_is_heard_from_the_ledger()
    {
        var guild = await Guild.OpenAsync(app);
        await guild.NowAsync();
        await guild.InAsync<AppDb>(async db =>
        {
            var space = await db.Set<Space>().OrderBy(s => s.Id).FirstAsync();
            space.Describe("From elsewhere", "");
            db.Publish(() => new CommunityChanged(guild.Id, null, "spaces"));
            await db.SaveChangesAsync();
        });

        await app.SettleAsync();

        Assert.Contains((await guild.NowAsync()).Spaces, s => s.Name == "From elsewhere");
    }

    private Task<IReadOnlyList<TierOffer>> TiersAsync(Guild guild) =>
        app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(guild.Id));

    // Only the form of a new space asks for an address: naming it first finds that form.
    private static async Task<Answer> CreateAsync(Client owner, Guild guild, params (string Name, object Value)[] fields) =>
        await owner.SubmitAsync(guild.Path + Page,
            [.. Array.FindAll(fields, f => f.Name == "slug") is [var slug] ? [slug] : new (string, object)[] { ("slug", "") },
            .. fields.Where(f => f.Name != "slug").GroupBy(f => f.Name).Select(g => g.Last())]);

    private static async Task<Answer> SaveAsync(Client owner, Guild guild, SpaceInfo space, params (string Name, object Value)[] fields) =>
        await owner.SubmitAsync(guild.Path + Page,
            [("name", space.Name), ("space", space.Id), ("description", space.Description), .. fields, ("do", "save")]);

    /// <summary>Sends the first form that only names a space, for this one.</summary>
    private static async Task<Answer> DoAsync(Client owner, Guild guild, long space, string deed) =>
        await owner.SubmitAsync(guild.Path + Page, ("do", deed), ("space", space));
}
