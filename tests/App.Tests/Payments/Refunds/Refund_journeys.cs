using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Papers = Guildhall.App.Tests.Payments.Invoices.Papers;

namespace Guildhall.App.Tests.Payments.Refunds;

/// <summary>What a processor does with refunds that are asked for from now on.</summary>
public enum RefundFate
{
    Arrives,

    /// <summary>It is taken, and the bank has not said yet.</summary>
    Waits,

    /// <summary>The call is refused.</summary>
    IsRefused,
}

/// <summary>
/// An operator gives money back on the page, after its preview, and the processor does whatever it may. Each processor's emulator goes
/// the same ways. Whatever happens: what was captured is what was paid less what went back, and nothing ends but what was shown.
/// </summary>
public abstract class Refund_journeys : IDisposable
{
    protected abstract GuildhallApp App { get; }

    /// <summary>Buys Premium for a month, pays, and the program has heard of it.</summary>
    private protected abstract Task<Purchase> PayAsync(Shop shop, Buyer buyer);

    protected abstract void Become(RefundFate fate);

    /// <summary>The refund that waits ends on the processor's side, which tells of it.</summary>
    private protected abstract Task EndAsync(Shop shop, Purchase purchase, bool arrived);

    /// <summary>The next refund is made, and the answer never comes.</summary>
    protected abstract void LoseAnswer();

    /// <summary>Minor units that the processor has sent back, or is about to, one for each refund.</summary>
    private protected abstract IReadOnlyList<long> SentBack(Purchase purchase);

    /// <summary>What else the processor tells of its own accord.</summary>
    private protected virtual Task TellAsync(Shop shop) => App.SettleAsync();

    public void Dispose()
    {
        Become(RefundFate.Arrives);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task All_of_it_goes_back_and_ends_what_the_preview_has_named()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        var page = await owner.GetAsync(PathOf(shop, purchase));
        var shown = page.TextOf(".cascade");
        Assert.Contains("CN¥29.00 is refunded to Wang Fang.", shown);
        Assert.Contains("Premium ends now instead of on", shown);
        Assert.Contains("credit note", shown, StringComparison.OrdinalIgnoreCase);
        var inChinese = await (await App.SignInAsync(shop.Owner)).ChoosesAsync("zh");
        Assert.Contains("“Premium”立即终止", (await inChinese.GetAsync(PathOf(shop, purchase))).TextOf(".cascade"));

        (await owner.SubmitAsync(page, ("reason", "Asked for"), ("do", "refund"))).ShouldLeadTo($"{shop.Path}/manage/orders/{purchase.OrderId}");
        await TellAsync(shop);

        await ShouldBeBackAsync(shop, buyer, purchase, 2900);
    }

    [Fact]
    public async Task A_part_leaves_the_membership_and_the_rest_ends_it()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        var part = await owner.SubmitAsync(PathOf(shop, purchase), ("amount", "10.00"), ("do", "preview"));
        Assert.Contains("Partial refund: the membership continues.", part.TextOf(".cascade"));

        (await owner.SubmitAsync(part, ("reason", "Goodwill"), ("do", "refund"))).ShouldRedirect();
        await TellAsync(shop);
        await ShouldStandAsync(shop, buyer, purchase, back: 1000);
        var rest = await owner.GetAsync(PathOf(shop, purchase));
        Assert.Contains("CN¥19.00 is refunded to Wang Fang.", rest.TextOf(".cascade"));
        (await owner.SubmitAsync(rest, ("reason", "Asked for"), ("do", "refund"))).ShouldRedirect();
        await TellAsync(shop);

        await ShouldBeBackAsync(shop, buyer, purchase, 1000, 1900);
    }

    [Fact]
    public async Task A_refused_one_leaves_everything_says_why_and_can_be_asked_for_anew()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        Become(RefundFate.IsRefused);

        var refused = await owner.FollowAsync(
            (await owner.SubmitAsync(PathOf(shop, purchase), ("reason", "First"), ("do", "refund"))).ShouldRedirect());
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Contains("Failed", refused.TextOf("main"));
        Assert.Empty(SentBack(purchase));
        await ShouldStandAsync(shop, buyer, purchase, back: 0);
        Become(RefundFate.Arrives);
        (await owner.SubmitAsync(PathOf(shop, purchase), ("reason", "Second"), ("do", "refund"))).ShouldRedirect();
        await TellAsync(shop);
        await ShouldBeBackAsync(shop, buyer, purchase, 2900);
    }

    [Fact]
    public async Task One_that_ends_later_takes_nothing_before_and_is_not_made_twice()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        Become(RefundFate.Waits);

        var waiting = await owner.FollowAsync(
            (await owner.SubmitAsync(PathOf(shop, purchase), ("reason", "Asked for"), ("do", "refund"))).ShouldRedirect());
        await TellAsync(shop);
        await shop.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Contains("In progress", waiting.TextOf("main"));
        await ShouldStandAsync(shop, buyer, purchase, back: 0);
        // Nothing is left to give back a second time.
        Assert.False((await owner.GetAsync(PathOf(shop, purchase))).Has("[name=amount]"));
        await EndAsync(shop, purchase, arrived: true);
        await ShouldBeBackAsync(shop, buyer, purchase, 2900);
    }

    [Fact]
    public async Task One_that_fails_later_leaves_everything_and_can_be_asked_for_anew()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        Become(RefundFate.Waits);
        (await owner.SubmitAsync(PathOf(shop, purchase), ("reason", "First"), ("do", "refund"))).ShouldRedirect();
        await TellAsync(shop);

        await EndAsync(shop, purchase, arrived: false);

        Assert.Equal([RefundOutcome.Failed], (await RefundsAsync(shop)).Select(r => r.Outcome));
        await ShouldStandAsync(shop, buyer, purchase, back: 0);
        Become(RefundFate.Arrives);
        (await owner.SubmitAsync(PathOf(shop, purchase), ("reason", "Second"), ("do", "refund"))).ShouldRedirect();
        await TellAsync(shop);
        await ShouldBeBackAsync(shop, buyer, purchase, 2900);
    }

    [Fact]
    public async Task One_whose_answer_is_lost_moves_money_once()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        LoseAnswer();

        (await owner.SubmitAsync(PathOf(shop, purchase), ("reason", "Asked for"), ("do", "refund"))).ShouldRedirect();
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        await shop.PassAsync(TimeSpan.FromSeconds(31));
        await TellAsync(shop);

        await ShouldBeBackAsync(shop, buyer, purchase, 2900);
    }

    [Fact]
    public async Task Twice_at_once_is_one_refund_be_it_one_form_or_two()
    {
        var (shop, buyer, purchase, owner) = await PaidAsync();
        var (one, other) = (await owner.GetAsync(PathOf(shop, purchase)), await owner.GetAsync(PathOf(shop, purchase)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(n => owner.SubmitAsync(n % 2 == 0 ? one : other, ("reason", "Double click"), ("do", "refund"))));
        await TellAsync(shop);

        Assert.All(answers, a => Assert.Contains(a.Status,
            new[] { HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict }));
        Assert.Contains(answers, a => a.Status == HttpStatusCode.SeeOther);
        await ShouldBeBackAsync(shop, buyer, purchase, 2900);
    }

    private async Task<(Shop, Buyer, Purchase, Client Owner)> PaidAsync()
    {
        var (shop, _) = await Papers.OpenAsync(App);
        var buyer = await shop.BuyerAsync();
        var purchase = await PayAsync(shop, buyer);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Single(await Papers.OfAsync(shop));
        return (shop, buyer, purchase, (await App.SignInAsync(shop.Owner)).Speaking("en"));
    }

    /// <summary>All went back, in these parts.</summary>
    private async Task ShouldBeBackAsync(Shop shop, Buyer buyer, Purchase purchase, params long[] parts)
    {
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.All(await shop.GrantsAsync(purchase), g => Assert.NotNull(g.RevokedAt));
        Assert.Equal(shop.Free.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await ShouldBeBookedAsync(shop, purchase, parts);
    }

    private async Task ShouldStandAsync(Shop shop, Buyer buyer, Purchase purchase, long back)
    {
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.All(await shop.GrantsAsync(purchase), g => Assert.Null(g.RevokedAt));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await ShouldBeBookedAsync(shop, purchase, back == 0 ? [] : [back]);
    }

    private async Task ShouldBeBookedAsync(Shop shop, Purchase purchase, IReadOnlyList<long> parts)
    {
        var paid = await shop.InAsync(db => db.Set<Payment>().AsNoTracking().SingleAsync());
        var back = (await RefundsAsync(shop)).Where(r => r.Outcome == RefundOutcome.Succeeded).Select(r => r.Amount).Order().ToList();
        Assert.Equal(parts, back);
        if (parts.Count > 0)
            Assert.Equal(parts, SentBack(purchase).Order());
        Assert.Equal(parts.Sum(), (await shop.OrderAsync(purchase)).RefundedTotal);
        var balances = await shop.BalancesAsync();
        Assert.Equal(paid.Amount - parts.Sum(), balances["processor:" + paid.Processor] + balances.GetValueOrDefault("fees:" + paid.Processor));
        Assert.Equal((-paid.Amount, parts.Sum()), (balances["revenue:memberships"], balances.GetValueOrDefault("refunds:memberships")));
        var credited = (await Papers.OfAsync(shop)).Where(i => i.Kind == InvoiceKind.CreditNote).Select(i => i.Total);
        Assert.Equal(parts, credited.Order());
        await shop.LedgerShouldBeSoundAsync();
    }

    private static string PathOf(Shop shop, Purchase purchase) => $"{shop.Path}/manage/orders/{purchase.OrderId}/refund";

    private static Task<List<Refund>> RefundsAsync(Shop shop) =>
        shop.InAsync(db => db.Set<Refund>().AsNoTracking().OrderBy(r => r.Id).ToListAsync());
}
