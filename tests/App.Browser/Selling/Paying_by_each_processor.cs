using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Selling;

/// <summary>
/// A buyer pays by each processor, on its page at another origin or by its code, under the policy that the program sends; no window may
/// have seen a violation when it ends.
/// </summary>
public sealed class Paying_by_each_processor(
    ServerWithProcessors server, Chromium chromium) : Journey(server, chromium), IClassFixture<ServerWithProcessors>
{
    private ServerWithProcessors Processors => (ServerWithProcessors)Server;

    [Fact]
    public async Task By_Stripe_the_order_waits_for_the_webhook_and_goes_on_by_itself()
    {
        var buyer = await BuyerAsync(Look.Desktop, "stripe@example.org");
        await BuyAsync(buyer, "stripe");
        await PayAtAsync(buyer, Processors.Stripe.Url);
        await buyer.ShouldBeGoodAsync("stripe-waiting");

        await Processors.TellOfStripeAsync();

        await ShouldBePaidAsync(buyer, "stripe-paid");
    }

    [Fact]
    public async Task By_PayPal_who_comes_back_has_it_until_the_money_goes_back()
    {
        var buyer = await BuyerAsync(Look.Phone.InTheDark, "paypal@example.org");
        await BuyAsync(buyer, "paypal");
        await PayAtAsync(buyer, Processors.PayPal.Url);

        await ShouldBePaidAsync(buyer, "paypal-paid");
        var order = new Uri(buyer.Page.Url).AbsolutePath;
        await RefundAsync(order.Split('/')[^1]);
        Assert.Single(Processors.PayPal.Refunds);
        await buyer.GoToAsync(order);
        await buyer.ShouldBeGoodAsync("paypal-given-back");
        Assert.Equal(0, await buyer.Page.Locator(".callout.success").CountAsync());
    }

    [Fact]
    public async Task By_WeChat_the_page_of_the_code_goes_on_by_itself()
    {
        var buyer = await BuyerAsync(Look.Desktop.InChinese, "wechat@example.org");
        await BuyAsync(buyer, "wechat");
        await buyer.Page.Locator(".pay-code img").WaitForAsync();
        await buyer.ShouldBeGoodAsync("wechat-code");

        await Processors.PayByWeChatAsync(Assert.Single(Processors.WeChat.Trades).Key);

        await ShouldBePaidAsync(buyer, "wechat-paid");
    }

    private async Task RefundAsync(string code)
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.GoToAsync("/sign-in");
        await owner.FillAsync("email", Processors.Owner.Email);
        await owner.FillAsync("password", Processors.Owner.Password);
        await owner.PressAsync("main form:has([name=password]) button.primary");
        await owner.GoToAsync(Processors.Community + "/manage/orders");
        await owner.PressAsync($"tbody a.order-code:has-text('{code}')");
        await owner.PressAsync("main a[href*='/refund']");
        await owner.FillAsync("reason", "Asked for it back.");
        await owner.ShouldBeGoodAsync("paypal-refund");
        await owner.PressAsync("button[value=refund]");
        await owner.ShouldBeGoodAsync("paypal-refunded");
    }

    private async Task<Visit> BuyerAsync(Look look, string email)
    {
        var buyer = await OpenAsync(look);
        await buyer.RegisterAsync(email, Processors.Community + "/checkout?tier=premium");
        return buyer;
    }

    private static async Task BuyAsync(Visit buyer, string processor)
    {
        await buyer.Page.Locator($"[name=processor][value={processor}]").CheckAsync();
        await buyer.Page.Locator("button[value=buy]").ClickAsync();
    }

    /// <summary>Pays on their page, and is back at the order.</summary>
    private async Task PayAtAsync(Visit buyer, string url)
    {
        var pay = buyer.Page.Locator("button[value=pay]");
        await pay.WaitForAsync();
        Assert.StartsWith(url + "/", buyer.Page.Url, StringComparison.Ordinal);
        await pay.ClickAsync();
        await buyer.Page.Locator("#order").WaitForAsync();
        Assert.StartsWith($"{Server.Address}c/", buyer.Page.Url, StringComparison.Ordinal);
    }

    private async Task ShouldBePaidAsync(Visit buyer, string name)
    {
        await buyer.Page.Locator(".callout.success").WaitForAsync();
        await buyer.ShouldBeGoodAsync(name);
    }
}
