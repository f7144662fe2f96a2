using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Selling;

/// <summary>
/// A buyer pays by each processor, on its page at another origin or by its code, under the policy that the program sends; no window may
/// have seen a violation when it ends. An operator gives the money back, and what it opened is closed.
/// </summary>
public sealed class Paying_by_each_processor(
    ServerWithProcessors server, Chromium chromium) : Journey(server, chromium), IClassFixture<ServerWithProcessors>
{
    /// <summary>An article of the demo for which Premium is needed.</summary>
    private const string Closed = "/articles/consistent-hashing";

    private ServerWithProcessors Processors => (ServerWithProcessors)Server;

    [Fact]
    public async Task By_Stripe_the_order_waits_for_the_webhook_and_goes_back_whole()
    {
        var buyer = await BuyerAsync(Look.Desktop, "stripe@example.org");
        await BuyAsync(buyer, "stripe");
        await PayAtAsync(buyer, Processors.Stripe.Url);
        await buyer.ShouldBeGoodAsync("stripe-waiting");

        await Processors.TellOfStripeAsync();

        await ShouldBePaidAsync(buyer, "stripe-paid");
        await RefundAsync(buyer, "stripe");
    }

    [Fact]
    public async Task By_PayPal_who_comes_back_has_it_and_gives_it_back()
    {
        var buyer = await BuyerAsync(Look.Phone.InTheDark, "paypal@example.org");
        await BuyAsync(buyer, "paypal");
        await PayAtAsync(buyer, Processors.PayPal.Url);

        await ShouldBePaidAsync(buyer, "paypal-paid");
        await RefundAsync(buyer, "paypal");
        Assert.Single(Processors.PayPal.Refunds);
    }

    [Fact]
    public async Task By_WeChat_the_page_of_the_code_goes_on_by_itself_and_back()
    {
        var buyer = await BuyerAsync(Look.Desktop.InChinese, "wechat@example.org");
        await BuyAsync(buyer, "wechat");
        await buyer.Page.Locator(".pay-code img").WaitForAsync();
        await buyer.ShouldBeGoodAsync("wechat-code");

        await Processors.PayByWeChatAsync(Assert.Single(Processors.WeChat.Trades).Key);

        await ShouldBePaidAsync(buyer, "wechat-paid");
        await RefundAsync(buyer, "wechat");
        Assert.Single(Processors.WeChat.Refunds);
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

    /// <summary>An operator sees what would be taken back, presses the button, and the buyer has money and paywall back.</summary>
    private async Task RefundAsync(Visit buyer, string processor)
    {
        var order = new Uri(buyer.Page.Url).AbsolutePath;
        Assert.Equal(0, await PaywallsAsync(buyer));

        var owner = await OpenAsync(Look.Desktop);
        await owner.GoToAsync("/sign-in?returnUrl=" + Uri.EscapeDataString($"{Processors.Community}/manage/orders"));
        await owner.FillAsync("email", Processors.Owner.Email);
        await owner.FillAsync("password", Processors.Owner.Password);
        await owner.PressAsync("main form button.primary");
        await owner.PressAsync($"tbody a.order-code:has-text('{order.Split('/')[^1]}')");
        await owner.PressAsync("main a[href*='/refund']");
        Assert.True(await owner.Page.Locator(".cascade .cascade-step").CountAsync() >= 2);
        await owner.FillAsync("reason", "Asked for it back.");
        await owner.ShouldBeGoodAsync(processor + "-refund");
        await owner.PressAsync("button[value=refund]");
        await owner.Page.Locator(".badge.success").First.WaitForAsync();

        await buyer.GoToAsync(order);
        await buyer.Page.Locator(".callout.info").WaitForAsync();
        await buyer.ShouldBeGoodAsync(processor + "-refunded");
        Assert.Equal(1, await PaywallsAsync(buyer));
    }

    /// <summary>Before the closed article of the demo.</summary>
    private async Task<int> PaywallsAsync(Visit buyer)
    {
        await buyer.GoToAsync(Processors.Community + Closed);
        return await buyer.Page.Locator(".paywall").CountAsync();
    }
}
