using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Places;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Communities;

/// <summary>Two orders and a talk that wait, as another module would say it.</summary>
internal sealed class TwoOrdersWait : IWaiting
{
    public string Permission => Permissions.ReadMoney;

    public Task<IReadOnlyList<WaitingWork>> ListAsync(CommunityInfo community, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<WaitingWork>>(
        [
            new("1 order needs your decision", "{0} orders need your decision", 2, "/c/{community}/manage/orders",
                $"/c/{community.Slug}/manage/orders?state=held"),
        ]);
}

/// <summary>What waits is for those who may do it alone.</summary>
internal sealed class OperatorsWork : IWaiting
{
    public string Permission => Permissions.Operate;

    public Task<IReadOnlyList<WaitingWork>> ListAsync(CommunityInfo community, CancellationToken cancel = default) =>
        throw new InvalidOperationException("Asked for somebody who may not know of it.");
}

public sealed class WaitingApp : GuildhallApp
{
    protected override void Arrange(IServiceCollection services) =>
        services.AddScoped<IWaiting, TwoOrdersWait>().AddScoped<IWaiting, OperatorsWork>();
}

/// <summary>The operators' start page, the menu in its groups with numbers, and the places that modules fill.</summary>
public class Today_for_operators(WaitingApp app) : IClassFixture<WaitingApp>
{
    [Fact]
    public async Task Says_what_needs_somebody_and_numbers_the_entry_of_the_menu()
    {
        var guild = await Guild.OpenAsync(app);

        var today = (await (await guild.OwnerAsync()).GetAsync(guild.Path + "/manage")).ShouldBe(HttpStatusCode.OK);

        var work = today.Document.QuerySelector(".waiting-link")!;
        Assert.Contains("2 orders need your decision", work.TextContent, StringComparison.Ordinal);
        Assert.Equal(guild.Path + "/manage/orders?state=held", work.GetAttribute("href"));
        var entry = today.Document.QuerySelector($".rail-link[href='{guild.Path}/manage/orders']")!;
        Assert.Equal("2", entry.QuerySelector(".rail-count")!.TextContent);
        Assert.Single(today.Document.QuerySelectorAll(".rail-count"), c => c.ParentElement!.ClassList.Contains("rail-link"));
    }

    [Fact]
    public async Task The_menu_has_its_groups_and_leaves_out_those_that_are_empty_for_the_viewer()
    {
        var guild = await Guild.OpenAsync(app);

        var owner = await (await guild.OwnerAsync()).GetAsync(guild.Path + "/manage");
        var author = await (await guild.MemberAsync("author")).GetAsync(guild.Path + "/manage/articles");

        Assert.Equal(["Manage", "Content", "People", "Money", "Settings"], Groups(owner));
        Assert.Equal(["Content"], Groups(author));
    }

    [Fact]
    public async Task Shows_new_members_drafts_and_how_often_the_wall_was_met()
    {
        var library = await Library.OpenAsync(app);
        var closed = await library.PublishesAsync("Locks", "One.\n\nTwo.\n\nThree.\n\nFour.", space: "deep-dives", slug: "locks");
        await library.PublishesAsync("Half a thought", "Not yet.", slug: "half", published: false);
        await library.BuysPremiumAsync("chen");
        var wall = $"/api/communities/{library.Community.Slug}/articles/{closed}/walls";
        await app.Visitor().SendAsync(new HttpRequestMessage(HttpMethod.Post, wall));
        await (await library.SignedInAsync("somebody")).SendAsync(new HttpRequestMessage(HttpMethod.Post, wall));
        // All of it is open to her, so there is no wall.
        await (await library.SignedInAsync("chen")).SendAsync(new HttpRequestMessage(HttpMethod.Post, wall));

        var today = (await (await library.SignedInAsync("owner")).GetAsync(library.Path + "/manage")).ShouldBe(HttpStatusCode.OK);

        Assert.Contains("Half a thought", Tile(today, "Not published yet"), StringComparison.Ordinal);
        Assert.Matches(@"Locks\s+2\s", Tile(today, "Paywall views") + " ");
        Assert.Contains("chen", Tile(today, "New members"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_is_no_wall_and_the_wall_no_reading()
    {
        var library = await Library.OpenAsync(app);
        var open = await library.PublishesAsync("Open", "Free.", slug: "open");
        var closed = await library.PublishesAsync("Closed", "One.\n\nTwo.\n\nThree.\n\nFour.", space: "deep-dives", slug: "closed");
        var visitor = app.Visitor();

        foreach (var path in new[] { $"{open}/walls", $"{closed}/reads" })
        {
            var answer = await visitor.SendAsync(
                new HttpRequestMessage(HttpMethod.Post, $"/api/communities/{library.Community.Slug}/articles/{path}"));
            answer.ShouldBe(HttpStatusCode.NoContent);
        }

        var insights = (await (await library.SignedInAsync("owner")).GetAsync(library.Path + "/manage")).ShouldBe(HttpStatusCode.OK);
        Assert.DoesNotContain("Closed", Tile(insights, "Paywall views"), StringComparison.Ordinal);
        Assert.DoesNotContain("Open", Tile(insights, "Paywall views"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_of_space_has_one_owner()
    {
        var kinds = app.Services.GetRequiredService<SpaceKinds>().All;

        Assert.Contains(kinds, k => k.Kind == SpaceKind.Column);
        Assert.Equal(kinds.Count, kinds.DistinctBy(k => k.Kind).Count());
    }

    private static IEnumerable<string> Groups(Answer page) =>
        page.Document.QuerySelectorAll(".rail-nav .rail-title").Select(t => t.TextContent);

    private static string Tile(Answer page, string title) =>
        page.Document.QuerySelectorAll(".today .panel").Single(p => p.QuerySelector(".panel-title")?.TextContent == title).TextContent;
}
