using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

public class Refunding_an_order(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Ends_access_at_once_and_turns_the_books_back()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();

        var done = await owner.SubmitAsync(RefundPath(shop, purchase), ("reason", "Bought by mistake"), ("do", "refund"));

        Assert.Equal($"{shop.Path}/manage/orders/{purchase.OrderId}", done.Location);
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.Equal(shop.Free.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        var books = await shop.BalancesAsync();
        Assert.Equal((-2900L, 2900L, -17L, 17L), (books["revenue:memberships"], books["refunds:memberships"], books["processor:test"], books["fees:test"]));
        await shop.PassAsync(TimeSpan.FromSeconds(5));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Shows_before_what_it_turns_back()
    {
        var (shop, _, purchase, owner) = await PaidAsync();

        var page = await owner.GetAsync(RefundPath(shop, purchase));

        var cascade = page.TextOf(".cascade");
        Assert.Contains("CN¥29.00 is refunded to Wang Fang.", cascade);
        Assert.Contains("Premium ends now instead of on", cascade);
        Assert.Contains("The processor keeps its fee of CN¥0.17.", cascade);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task Warns_of_the_gap_before_a_later_period()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        await shop.BuyAndPayAsync(buyer);

        var page = await owner.GetAsync(RefundPath(shop, purchase));

        Assert.Contains("A separately bought period starts on", page.TextOf(".cascade"));
    }

    [Fact]
    public async Task A_part_leaves_the_membership_alone()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();

        await owner.SubmitAsync(RefundPath(shop, purchase), ("amount", "10.00"), ("reason", "Goodwill"), ("do", "refund"));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(1000, (await shop.OrderAsync(purchase)).RefundedTotal);
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_part_ends_it_where_the_operator_wants_so()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();

        await owner.SubmitAsync(RefundPath(shop, purchase), ("amount", "10"), ("endsAccess", "true"), ("reason", "Left early"), ("do", "refund"));

        Assert.Equal(shop.Free.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("29.01", "That is more than is left of this payment.")]
    [InlineData("0", "Enter an amount above zero.")]
    [InlineData("-1", "Enter an amount above zero.")]
    [InlineData("1000000000000000000", "That is more than is left of this payment.")]
    [InlineData("1.234", "CNY has fewer decimal places than that.")]
    [InlineData("ten", "This is not a valid amount. Write it like 12.50.")]
    [InlineData("", "Enter an amount above zero.")]
    public async Task A_wrong_amount_is_told_at_its_field_and_nothing_is_lost(string amount, string message)
    {
        var (shop, _, purchase, owner) = await PaidAsync();

        var page = await owner.SubmitAsync(RefundPath(shop, purchase), ("amount", amount), ("reason", "Kept as typed"), ("do", "refund"));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(message, page.TextOf("#field-amount-error"));
        Assert.Contains("Kept as typed", page.TextOf("#field-reason"));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task Twice_is_one_refund()
    {
        var (shop, _, purchase, owner) = await PaidAsync();
        var page = await owner.GetAsync(RefundPath(shop, purchase));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => owner.SubmitAsync(page, ("reason", "Double click"), ("do", "refund"))));

        Assert.All(answers, a => Assert.NotNull(a.Location));
        Assert.Equal(1, await shop.InAsync(db => db.Set<Refund>().CountAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Is_for_those_only_who_may()
    {
        var (shop, buyer, purchase, _) = await PaidAsync();

        (await buyer.Browser.GetAsync(RefundPath(shop, purchase))).ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Browser.GetAsync($"{shop.Path}/manage/orders")).ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Browser.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}")).ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Browser.GetAsync($"{shop.Path}/manage/ledger")).ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Browser.GetAsync($"{shop.Path}/manage/webhooks")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task An_order_of_another_community_is_not_there()
    {
        var (shop, _, purchase, _) = await PaidAsync();
        var other = await Shop.OpenAsync(app);
        var stranger = await app.SignInAsync(other.Owner);

        (await stranger.GetAsync($"{other.Path}/manage/orders/{purchase.OrderId}")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"{other.Path}/manage/orders/{purchase.OrderId}/refund")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_made_on_the_processors_own_site_comes_to_light()
    {
        var (shop, buyer, purchase, _) = await PaidAsync(TestScenario.Silent);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        var processor = (IPaymentProcessor)app.Services.GetService(typeof(IPaymentProcessor))!;
        await processor.RefundAsync(new RefundRequest("by-hand-" + purchase.OrderId, purchase.Reference, 2900, "CNY"), default);

        // No webhook tells of it: the nightly sweep reads it.
        await shop.PassAsync(TimeSpan.FromDays(1));
        await app.RunJobAsync<SweepCheckouts>();

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.Equal(shop.Free.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Names_the_operator_and_nobody_where_the_processor_tells_of_it()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        var byHand = await shop.BuyAndPayAsync(buyer);
        await owner.SubmitAsync(RefundPath(shop, purchase), ("reason", "Bought by mistake"), ("do", "refund"));
        var processor = (IPaymentProcessor)app.Services.GetService(typeof(IPaymentProcessor))!;
        await processor.RefundAsync(new RefundRequest("by-hand-" + byHand.OrderId, byHand.Reference, 2900, "CNY"), default);

        await shop.PassAsync(TimeSpan.FromDays(1));

        string[] kinds = [Activity.KindOf(typeof(OrderRefunded)), Activity.KindOf(typeof(MembershipRevoked))];
        var told = await shop.InAsync(db => db.Activities.AsNoTracking()
            .Where(a => a.CommunityId == shop.Community.Id && kinds.Contains(a.Kind)).OrderBy(a => a.Id).ToListAsync());
        Assert.Equal([shop.Owner.Id, shop.Owner.Id, null, null], told.Select(a => a.ActorId));
        Assert.All(told.Where(a => a.SubjectKind == "order").Select(a => (OrderRefunded)a.Read(typeof(OrderRefunded))),
            e => Assert.Equal(buyer.Person.Id, e.MemberId));
        Assert.Equal([purchase.OrderId, byHand.OrderId], told.Where(a => a.SubjectKind == "order").Select(a => a.SubjectId));
    }

    [Fact]
    public async Task Leaves_what_was_true_before_as_it_was()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        var then = app.Clock.Now;
        await shop.PassAsync(TimeSpan.FromDays(3));

        await owner.SubmitAsync(RefundPath(shop, purchase), ("reason", "Late regret"), ("do", "refund"));

        var need = Need.ToRead(shop.Community.Id, new Thing("article", 1), new Requirement.Tier(shop.Premium.TierId));
        Assert.True((await app.WithAsync<IAccess, Decision>(gate => gate.DecideAsync(new Viewer(buyer.Person.Id), need, then)
            .AsTask())).Allowed);
        Assert.False((await app.WithAsync<IAccess, Decision>(gate => gate.DecideAsync(new Viewer(buyer.Person.Id), need, app.Clock.Now)
            .AsTask())).Allowed);
    }

    private static string RefundPath(Shop shop, Purchase purchase) => $"{shop.Path}/manage/orders/{purchase.OrderId}/refund";

    private async Task<(Shop, Buyer, Purchase, Client Owner)> PaidAsync(TestScenario scenario = TestScenario.Pays)
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAndPayAsync(buyer, scenario: scenario);
        return (shop, buyer, purchase, await app.SignInAsync(shop.Owner));
    }
}
