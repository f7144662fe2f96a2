using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Memberships.Seats;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships.Seats;

/// <summary>One buys, several sit: never more than there are seats, and all of it ends with the money.</summary>
public class Seats_for_a_team(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Are_bought_for_a_period_with_what_is_off_for_many()
    {
        var (shop, manager, purchase, team) = await TeamAsync(10, percentOff: 10);

        var order = await shop.OrderAsync(purchase);
        // 2900 less 10 % is 2610.
        Assert.Equal((26100, 10, 2610, "seats"), (order.Total, order.Lines[0].Quantity, order.Lines[0].UnitAmount, order.Lines[0].ItemKind));
        Assert.Empty(await shop.GrantsAsync(purchase));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(manager)).HighestTierId);
        Assert.Equal(order.Lines[0].CoversUntil, team.Until);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Cost_what_the_tier_costs_below_the_number()
    {
        var (shop, _, purchase, _) = await TeamAsync(9, percentOff: 10);

        Assert.Equal(9 * 2900, (await shop.OrderAsync(purchase)).Total);
    }

    [Fact]
    public async Task Are_never_more_than_were_bought_whoever_comes_at_once()
    {
        var (shop, _, _, team) = await TeamAsync(3);
        var people = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => app.MemberAsync()));
        var programs = await Task.WhenAll(people.Select(p => app.TokenAsync(p, "orders:write")));
        var path = await JoinPathAsync(shop, team);

        // Each comes twice.
        var answers = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(async i => (Who: i % 25, Answer: await programs[i % 25].PostAsync(path, new { }))));

        var seated = answers.Where(a => a.Answer.Status == HttpStatusCode.NoContent).Select(a => a.Who).Distinct().ToList();
        Assert.Equal(3, seated.Count);
        Assert.All(answers.Where(a => !seated.Contains(a.Who)), a => a.Answer.ShouldBeRefused(HttpStatusCode.Conflict, "seats_full"));
        var (now, seats) = await StandAsync(shop, team.Id);
        Assert.Equal((3, 3), (now.Taken, seats.Count(s => s.FreedAt is null)));
        foreach (var who in Enumerable.Range(0, 25))
            Assert.Equal(seated.Contains(who), await HoldsAsync(shop, people[who].Id));
    }

    [Fact]
    public async Task A_freed_one_can_be_taken_by_somebody_else_at_once()
    {
        var (shop, manager, _, team) = await TeamAsync(2);
        var (lin, mei, wang) = (await shop.BuyerAsync("Lin"), await shop.BuyerAsync("Mei"), await shop.BuyerAsync("Wang"));
        var link = await LinkAsync(manager, team);
        (await lin.Browser.SubmitAsync(link, ("_handler", "take"))).ShouldLeadTo(link);
        (await mei.Browser.SubmitAsync(link, ("_handler", "take"))).ShouldLeadTo(link);
        Assert.Contains("No seat is free", (await wang.Browser.Speaking("en").GetAsync(link)).TextOf("main"));

        var page = await manager.Browser.GetAsync($"/account/seats/{team.Id}");
        Assert.Contains("Lin", page.TextOf("tbody"));
        var seat = (await StandAsync(shop, team.Id)).Seats.Single(s => s.MemberId == lin.Person.Id);
        (await manager.Browser.PressAsync(page, $"/account/seats/{team.Id}/members/{seat.Id}/release")).ShouldLeadTo($"/account/seats/{team.Id}");

        Assert.False(await HoldsAsync(shop, lin.Person.Id));
        (await wang.Browser.SubmitAsync(link, ("_handler", "take"))).ShouldLeadTo(link);
        Assert.True(await HoldsAsync(shop, wang.Person.Id));
        Assert.Equal(2, (await StandAsync(shop, team.Id)).Team.Taken);
    }

    [Fact]
    public async Task Freed_twice_at_once_gives_one_back()
    {
        var (shop, manager, _, team) = await TeamAsync(2);
        var lin = await shop.BuyerAsync();
        var link = await LinkAsync(manager, team);
        await lin.Browser.SubmitAsync(link, ("_handler", "take"));
        var seat = (await StandAsync(shop, team.Id)).Seats.Single();
        var program = await app.TokenAsync(manager.Person, "orders:write", "orders:read");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => program.DeleteAsync($"/api/me/seats/{team.Id}/members/{seat.Id}")));

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.NoContent));
        Assert.Equal(0, (await StandAsync(shop, team.Id)).Team.Taken);
    }

    [Fact]
    public async Task End_with_a_refund_and_with_the_period()
    {
        var (shop, manager, purchase, team) = await TeamAsync(2);
        var (other, secondManager, _, second) = await TeamAsync(2);
        var (lin, mei) = (await shop.BuyerAsync(), await other.BuyerAsync());
        var (link, secondLink) = (await LinkAsync(manager, team), await LinkAsync(secondManager, second));
        await lin.Browser.SubmitAsync(link, ("_handler", "take"));
        await mei.Browser.SubmitAsync(secondLink, ("_handler", "take"));

        await shop.InScopeAsync(async services =>
        {
            await ((RefundOrder)services.GetService(typeof(RefundOrder))!).RunAsync(
                purchase.OrderId, new RefundWish(null, null, "Refunded", false, "k"), shop.Owner.Id, default);
            return true;
        });
        await app.SettleAsync();
        Assert.False(await HoldsAsync(shop, lin.Person.Id));
        Assert.Contains("expired", (await mei.Browser.Speaking("en").GetAsync(link)).TextOf("main"));

        Assert.True(await HoldsAsync(other, mei.Person.Id));
        app.Clock.Advance(second.Until!.Value - app.Clock.Now);
        Assert.False(await HoldsAsync(other, mei.Person.Id));
        var late = await app.TokenAsync(await app.MemberAsync(), "orders:write");
        (await late.PostAsync(await JoinPathAsync(other, second), new { })).ShouldBeRefused(HttpStatusCode.Conflict, "team_over");
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Are_kept_for_confirmed_addresses_of_a_domain()
    {
        var (shop, manager, _, team) = await TeamAsync(2);
        var link = await LinkAsync(manager, team);
        var member = await shop.BuyerAsync();

        var wrong = await manager.Browser.Speaking("en").SubmitAsync($"/account/seats/{team.Id}", ("domain", "no domain"), ("do", "domain"));
        Assert.Contains("Enter the part of an email address", wrong.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf(".field-wrong"));
        await manager.Browser.SubmitAsync($"/account/seats/{team.Id}", ("domain", "company.example"), ("do", "domain"));
        Assert.Contains("@company.example",
            (await member.Browser.Speaking("en").SubmitAsync(link, ("_handler", "take"))).ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        await manager.Browser.SubmitAsync($"/account/seats/{team.Id}", ("domain", "example.org"), ("do", "domain"));
        Assert.Contains("Confirm your email address first",
            (await member.Browser.SubmitAsync(link, ("_handler", "take"))).ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        await manager.Browser.SubmitAsync($"/account/seats/{team.Id}", ("domain", ""), ("do", "domain"));
        (await member.Browser.SubmitAsync(link, ("_handler", "take"))).ShouldLeadTo(link);
    }

    [Fact]
    public async Task Are_for_their_manager_alone()
    {
        var (shop, manager, _, team) = await TeamAsync(2);
        var stranger = await shop.BuyerAsync();
        var program = await app.TokenAsync(stranger.Person, "orders:read", "orders:write");
        var link = await LinkAsync(manager, team);

        (await stranger.Browser.GetAsync($"/account/seats/{team.Id}")).ShouldBe(HttpStatusCode.NotFound);
        (await program.GetAsync($"/api/me/seats/{team.Id}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await program.DeleteAsync($"/api/me/seats/{team.Id}/link")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await app.Visitor().GetAsync(link[..^1] + (link[^1] == 'A' ? 'B' : 'A'))).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{shop.Path}/team/{JoinLinks.HashOf(link.Split('/')[^1])}")).ShouldBe(HttpStatusCode.NotFound);
        await manager.Browser.SubmitAsync($"/account/seats/{team.Id}", ("do", "link"));
        (await app.Visitor().GetAsync(link)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("1"), InlineData("501"), InlineData("0")]
    public async Task Are_two_at_least_and_five_hundred_at_most(string seats)
    {
        var shop = await Shop.OpenAsync(app);
        await SellAsync(shop, 0);
        var buyer = await shop.BuyerAsync();

        var page = await buyer.Browser.Speaking("en").GetAsync($"{shop.Path}/checkout?kind=seats&item={shop.Premium.Slug}&quantity={seats}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.False(page.Has("button[value=buy]"));
    }

    [Fact]
    public async Task Are_sold_only_where_the_operator_says_so()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();

        Assert.Contains("Team seats aren't sold here", (await app.Visitor().Speaking("en").GetAsync($"{shop.Path}/team")).TextOf("main"));
        (await buyer.Browser.GetAsync($"{shop.Path}/checkout?kind=seats&item={shop.Premium.Slug}&quantity=5")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await buyer.Browser.GetAsync($"{shop.Path}/manage/tiers/{shop.Premium.TierId}/seats")).ShouldBe(HttpStatusCode.NotFound);
        await SellAsync(shop, 0);
        Assert.True((await app.Visitor().GetAsync($"{shop.Path}/team")).Has("input[name=quantity]"));
        Assert.True((await app.Visitor().GetAsync($"{shop.Path}/tiers")).Has($"a[href='{shop.Path}/team']"));
    }

    private async Task SellAsync(Shop shop, int percentOff)
    {
        var owner = await app.SignInAsync(shop.Owner);
        var path = $"{shop.Path}/manage/tiers/{shop.Premium.TierId}/seats";
        (await owner.SubmitAsync(path, ("open", "true"), ("percentOff", percentOff), ("fromSeats", 10))).ShouldLeadTo(path);
    }

    private async Task<(Shop Shop, Buyer Manager, Purchase Purchase, Team Team)> TeamAsync(int seats, int percentOff = 0)
    {
        var shop = await Shop.OpenAsync(app);
        await SellAsync(shop, percentOff);
        var manager = await shop.BuyerAsync("Manager");
        var sent = await manager.Browser.SubmitAsync($"{shop.Path}/checkout?kind=seats&item={shop.Premium.Slug}&quantity={seats}",
            ("interval", "month"), ("do", "buy"));
        Assert.StartsWith("/test-processor/pay/", sent.Location ?? sent.Text);
        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().SingleAsync());
        var purchase = new Purchase(order.Id, order.Code, sent.Location!, sent.Location!.Split('/')[^1]);
        await shop.DecideAsync(manager, purchase);
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        return (shop, manager, purchase, await shop.InAsync(db => db.Set<Team>().AsNoTracking().SingleAsync()));
    }

    private static async Task<string> LinkAsync(Buyer manager, Team team) => new Uri(
        (await manager.Browser.GetAsync($"/account/seats/{team.Id}")).Document.QuerySelector("#join")!.GetAttribute("value")!).AbsolutePath;

    private Task<string> JoinPathAsync(Shop shop, Team team)
    {
        var links = (JoinLinks)app.Services.GetService(typeof(JoinLinks))!;
        return Task.FromResult($"{shop.Api}/team/{links.PathOf(team, shop.Community.Slug)!.Split('/')[^1]}/seat");
    }

    private static async Task<(Team Team, List<Seat> Seats)> StandAsync(Shop shop, long teamId) => (
        await shop.InAsync(db => db.Set<Team>().AsNoTracking().SingleAsync(t => t.Id == teamId)),
        await shop.InAsync(db => db.Set<Seat>().AsNoTracking().Where(s => s.TeamId == teamId).ToListAsync()));

    private Task<bool> HoldsAsync(Shop shop, long memberId) => app.WithAsync<IAccess, bool>(async gate =>
        (await gate.HoldingsAsync(new Viewer(memberId), shop.Community.Id, app.Clock.Now)).HighestTierId == shop.Premium.TierId);
}
