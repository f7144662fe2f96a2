using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Stripe;

public class Disputes_at_Stripe(StripeApp app) : IClassFixture<StripeApp>
{
    [Fact]
    public async Task Take_money_and_fee_away_and_want_an_answer()
    {
        var (shop, buyer, purchase, intent) = await app.BuyAndPayAsync();

        app.Books.Dispute(intent);
        await app.TellAsync(shop);

        var balances = await shop.BalancesAsync();
        Assert.Equal((2900 - 114 - 2900 - 1500, 2900, 114 + 1500),
            (balances["processor:stripe"], balances["disputes:stripe"], balances["fees:stripe"]));
        var owner = await app.SignInAsync(shop.Owner);
        var page = await owner.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}");
        Assert.Contains("Respond by", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("fraudulent", page.TextOf("main"), StringComparison.Ordinal);
        var kind = Activity.KindOf(typeof(DisputeOpened));
        Assert.Equal(1, await shop.InAsync(db => db.Set<Activity>().CountAsync(a => a.CommunityId == shop.Community.Id && a.Kind == kind)));
        // Nobody loses access before the bank has decided.
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Leave_the_money_gone_when_they_are_lost()
    {
        var (shop, buyer, purchase, intent) = await app.BuyAndPayAsync();
        var dispute = app.Books.Dispute(intent)["id"]!.ToString();
        await app.TellAsync(shop);

        app.Books.Decide(dispute, won: false);
        await app.TellAsync(shop);

        Assert.Equal(2900, (await shop.BalancesAsync())["disputes:stripe"]);
        Assert.Equal(DisputeState.Lost, (await DisputeAsync(shop)).State);
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.All(await shop.GrantsAsync(purchase), g => Assert.NotNull(g.RevokedAt));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task That_are_heard_of_when_they_are_lost_already_end_the_same()
    {
        var (shop, buyer, _, intent) = await app.BuyAndPayAsync();
        app.Books.Decide(app.Books.Dispute(intent)["id"]!.ToString(), won: false);

        await app.TellAsync(shop);

        Assert.Equal(2900, (await shop.BalancesAsync())["disputes:stripe"]);
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Give_the_money_back_when_they_are_won_and_keep_the_fee()
    {
        var (shop, buyer, _, intent) = await app.BuyAndPayAsync();
        var dispute = app.Books.Dispute(intent)["id"]!.ToString();
        await app.TellAsync(shop);

        app.Books.Decide(dispute, won: true);
        await app.TellAsync(shop);

        var balances = await shop.BalancesAsync();
        Assert.Equal((2900 - 114 - 1500, 0, 114 + 1500), (balances["processor:stripe"], balances["disputes:stripe"], balances["fees:stripe"]));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Take_nothing_while_a_bank_only_inquires()
    {
        var (shop, _, _, intent) = await app.BuyAndPayAsync();

        app.Books.Dispute(intent, status: "warning_needs_response");
        await app.TellAsync(shop);

        Assert.DoesNotContain("disputes:stripe", await shop.BalancesAsync());
        Assert.Equal(DisputeState.NeedsAnswer, (await DisputeAsync(shop)).State);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Are_answered_with_what_the_ledgers_know()
    {
        var (shop, _, purchase, intent) = await app.BuyAndPayAsync();
        var theirs = app.Books.Dispute(intent);
        await app.TellAsync(shop);
        var owner = await app.SignInAsync(shop.Owner);
        var path = $"{shop.Path}/manage/orders/{purchase.OrderId}/disputes/{(await DisputeAsync(shop)).Id}";
        var page = await owner.GetAsync(path);

        var empty = await owner.SubmitAsync(page, ("evidence", " "));
        (await owner.SubmitAsync(page, ("evidence", page.TextOf("textarea") + "\nThe member wrote to us."))).ShouldLeadTo($"{shop.Path}/manage/orders/{purchase.OrderId}");
        var again = await owner.SubmitAsync(page, ("evidence", "Once more"));

        Assert.Contains($"Order {purchase.Code}, placed ", page.TextOf("textarea"), StringComparison.Ordinal);
        Assert.Contains(intent, page.TextOf("textarea"), StringComparison.Ordinal);
        Assert.Contains("Access that the buyer was given", page.TextOf("textarea"), StringComparison.Ordinal);
        Assert.Contains("Enter your evidence.", empty.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("main"), StringComparison.Ordinal);
        Assert.EndsWith("The member wrote to us.", theirs["evidence"]!["uncategorized_text"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("no longer accepts a response", again.ShouldBe(HttpStatusCode.Conflict).TextOf("main"), StringComparison.Ordinal);
        await app.TellAsync(shop);
        Assert.Equal(DisputeState.UnderReview, (await DisputeAsync(shop)).State);
        Assert.Contains("The member wrote to us.", (await owner.GetAsync(path)).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_given_up_by_who_sees_that_the_buyer_is_right()
    {
        var (shop, buyer, purchase, intent) = await app.BuyAndPayAsync();
        app.Books.Dispute(intent);
        await app.TellAsync(shop);
        var owner = await app.SignInAsync(shop.Owner);
        var path = $"{shop.Path}/manage/orders/{purchase.OrderId}/disputes/{(await DisputeAsync(shop)).Id}";

        var silent = await owner.SubmitAsync(path, ("note", " "));
        (await owner.SubmitAsync(path, ("note", "You are right"))).ShouldLeadTo($"{shop.Path}/manage/orders/{purchase.OrderId}");
        await app.TellAsync(shop);

        silent.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(DisputeState.Lost, (await DisputeAsync(shop)).State);
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task That_are_lost_take_the_shares_of_authors_back_too()
    {
        var (shop, buyer, _, _) = await app.BuyAndPayAsync();
        var author = await app.MemberAsync();
        await shop.InScopeAsync(async s => await s.GetRequiredService<MakeShareRule>().RunAsync(
            new ShareTyped(author.Email, "10", "memberships", null, "0", null, null, null), shop.Owner.Id, default));
        var second = await StripeApp.BuyAsync(shop, buyer);
        var intent = app.Books.Pay(second.Reference);
        await app.TellAsync(shop);

        app.Books.Decide(app.Books.Dispute(intent)["id"]!.ToString(), won: false);
        await app.TellAsync(shop);

        var balances = await shop.BalancesAsync();
        Assert.Equal((0L, 0L), (balances[$"payable:member:{author.Id}"], balances["share:memberships"]));
        Assert.All(await shop.GrantsAsync(second), g => Assert.NotNull(g.RevokedAt));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Keep_what_was_typed_when_the_answer_is_not_taken()
    {
        var (shop, _, purchase, intent) = await app.BuyAndPayAsync();
        app.Books.Dispute(intent);
        await app.TellAsync(shop);
        var owner = await app.SignInAsync(shop.Owner);
        app.Stripe.Break("POST /v1/disputes", StripeFault.TooMany);

        var answer = await owner.SubmitAsync(
            $"{shop.Path}/manage/orders/{purchase.OrderId}/disputes/{(await DisputeAsync(shop)).Id}", ("evidence", "Typed with care"));

        Assert.Contains("rate_limited", answer.ShouldBe(HttpStatusCode.Conflict).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal("Typed with care", answer.TextOf("textarea"));
        Assert.Null((await DisputeAsync(shop)).AnsweredAt);
    }

    [Fact]
    public async Task Are_no_business_of_members_or_of_other_communities()
    {
        var (shop, buyer, purchase, intent) = await app.BuyAndPayAsync();
        app.Books.Dispute(intent);
        await app.TellAsync(shop);
        var id = (await DisputeAsync(shop)).Id;
        var other = await Shop.OpenAsync(app);
        var stranger = await app.SignInAsync(other.Owner);

        var refused = await buyer.Browser.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/disputes/{id}");
        var astray = await stranger.GetAsync($"{other.Path}/manage/orders/{purchase.OrderId}/disputes/{id}");

        Assert.NotEqual(HttpStatusCode.OK, refused.Status);
        astray.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<Dispute> DisputeAsync(Shop shop) => shop.InAsync(db => db.Set<Dispute>().AsNoTracking().SingleAsync());
}
