using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.WeChat;

public class Refunds_by_WeChat(WeChatApp app) : IClassFixture<WeChatApp>, IDisposable
{
    public void Dispose()
    {
        app.WeChat.Faults.Clear();
        app.WeChat.RefundsBecome = "SUCCESS";
    }

    [Fact]
    public async Task All_of_it_goes_back_and_access_ends()
    {
        var (shop, buyer, purchase) = await PaidAsync();

        await RefundAsync(shop, purchase, null);

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        var refund = await shop.InAsync(db => db.Set<Refund>().SingleAsync());
        Assert.Equal(2900, app.WeChat.Refunds[refund.RequestId].Amount);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Two_parts_have_two_numbers_and_access_stays_until_all_is_back()
    {
        var (shop, buyer, purchase) = await PaidAsync();

        await RefundAsync(shop, purchase, "9");
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await RefundAsync(shop, purchase, "20");

        Assert.Equal([900L, 2000L],
            app.WeChat.Refunds.Values.Where(r => r.Trade.Number == purchase.Reference).Select(r => r.Amount).Order());
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task It_waits_for_the_bank_and_hears_of_it()
    {
        var (shop, _, purchase) = await PaidAsync();
        app.WeChat.RefundsBecome = "PROCESSING";
        await RefundAsync(shop, purchase, null);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        var refund = app.WeChat.Refunds.Values.Single(r => r.Trade.Number == purchase.Reference);

        refund.Status = "SUCCESS";
        await shop.PostAsync(app.Refunded(refund));
        await app.SettleAsync();

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("LosesAnswer"), InlineData("Broken"), InlineData("TooMany"), InlineData("HangsUp")]
    public async Task A_call_that_fails_is_repeated_with_the_same_number(string fault)
    {
        var (shop, _, purchase) = await PaidAsync();
        app.WeChat.Fail("POST /v3/refund", Enum.Parse<FaultKind>(fault));

        await RefundAsync(shop, purchase, "10");
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(1000, Assert.Single(app.WeChat.Refunds.Values, r => r.Trade.Number == purchase.Reference).Amount);
        Assert.Equal(RefundOutcome.Succeeded, (await shop.InAsync(db => db.Set<Refund>().SingleAsync())).Outcome);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task One_that_the_bank_refuses_has_failed()
    {
        var (shop, buyer, purchase) = await PaidAsync();
        app.WeChat.RefundsBecome = "ABNORMAL";

        await RefundAsync(shop, purchase, null);

        var refund = await shop.InAsync(db => db.Set<Refund>().SingleAsync());
        Assert.Equal((RefundOutcome.Failed, "abnormal"), (refund.Outcome, refund.Failure));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task One_from_their_console_is_booked_once_it_is_told()
    {
        var (shop, _, purchase) = await PaidAsync();
        var byHand = app.WeChat.RefundByHand(purchase.Reference, 2900, "console-" + purchase.OrderId);

        await shop.PostAsync(app.Refunded(byHand));
        await shop.PostAsync(app.Refunded(byHand));
        await app.SettleAsync();

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.Equal(byHand.Id, (await shop.InAsync(db => db.Set<Refund>().SingleAsync())).Reference);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Their_bill_lists_what_was_paid_and_what_went_back()
    {
        var (shop, _, purchase) = await PaidAsync();
        await RefundAsync(shop, purchase, "9");
        var day = app.Clock.Now;
        app.Clock.Advance(TimeSpan.FromDays(2));
        var wechat = (IPaymentProcessor)app.Services.GetServices<IPaymentProcessor>().Single(p => p.Name == "wechat");

        var listed = new List<ListedPayment>();
        await foreach (var payment in wechat.ListAsync(day.AddDays(-1), day.AddDays(1), default)!)
            listed.Add(payment);

        var trade = app.WeChat.Trades[purchase.Reference];
        Assert.Equal(new ListedPayment(trade.TransactionId!, purchase.Code, 2900, "CNY", 17, 900, trade.PaidAt!.Value),
            listed.Single(p => p.OrderCode == purchase.Code));
    }

    private async Task<(Shop, Buyer, Purchase)> PaidAsync()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.WeChat.Pay(purchase.Reference);
        await shop.PostAsync(app.Paid(purchase.Reference));
        await app.SettleAsync();
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        return (shop, buyer, purchase);
    }

    private async Task RefundAsync(Shop shop, Purchase purchase, string? amount)
    {
        var owner = await app.SignInAsync(shop.Owner);
        (string, object)[] fields = [("reason", "Asked for"), ("do", "refund")];
        if (amount is not null)
            fields = [.. fields, ("amount", amount)];
        (await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", fields)).ShouldRedirect();
        await app.SettleAsync();
    }
}
