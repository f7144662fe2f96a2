using System.Text.RegularExpressions;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Selling;

/// <summary>Somebody gives a month away and passes the link on; who gets it makes an account; the giver reads the invoice.</summary>
public sealed partial class Giving_a_gift(
    ServerWithProcessors server, Chromium chromium) : Journey(server, chromium), IClassFixture<ServerWithProcessors>
{
    private string Community => ((ServerWithProcessors)Server).Community;

    [Fact]
    public async Task Leads_from_the_checkout_over_a_link_to_somebody_elses_membership()
    {
        var giver = await OpenAsync(Look.Desktop);
        await BuyAsync(giver);
        var link = await LinkAsync(giver);

        var receiver = await OpenAsync(Look.Phone.InChinese.InTheDark);
        await ClaimAsync(receiver, link);

        await giver.GoToAsync("/account/gifts");
        await giver.Page.Locator(".callout.success").WaitForAsync();
        Assert.Equal(0, await giver.Page.Locator("input[id^=gift-]").CountAsync());
        await giver.ShouldBeGoodAsync("gift-claimed");
        var late = await OpenAsync(Look.Desktop.InChinese);
        await late.GoToAsync(link);
        await late.ShouldBeGoodAsync("gift-late");
        Assert.Equal(0, await late.Page.Locator("main a[href*='/register']").CountAsync());
        await ReadInvoiceAsync(giver);
    }

    private async Task BuyAsync(Visit giver)
    {
        await giver.RegisterAsync("giver@example.org", Community + "/checkout?tier=premium&gift=1");
        await giver.FillAsync("giftName", "小雨");
        await giver.FillAsync("giftMessage", "Happy birthday!");
        await giver.ShouldBeGoodAsync("gift-checkout");
        await giver.Page.Locator("[name=processor][value=test]").CheckAsync();
        await giver.Page.Locator("button[value=buy]").ClickAsync();
        await giver.Page.WaitForURLAsync("**/test-processor/pay/**");
        await giver.Page.Locator("button[value=pay]").ClickAsync();
        await giver.Page.Locator(".callout.success").First.WaitForAsync();
        await giver.ShouldBeGoodAsync("gift-paid");
    }

    private static async Task<string> LinkAsync(Visit giver)
    {
        await giver.GoToAsync("/account/gifts");
        await giver.ShouldBeGoodAsync("gift-given");
        return new Uri(await giver.Page.Locator("input[id^=gift-]").InputValueAsync()).AbsolutePath;
    }

    private static async Task ClaimAsync(Visit receiver, string link)
    {
        await receiver.GoToAsync(link);
        Assert.Contains("Happy birthday!", await receiver.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await receiver.ShouldBeGoodAsync("gift-found");
        await receiver.PressAsync("main a[href*='/register']");
        await receiver.FillAsync("name", "小雨");
        await receiver.FillAsync("email", "xiaoyu@example.org");
        await receiver.FillAsync("password", Backend.Password);
        await receiver.PressAsync("main form button.primary");
        await receiver.ShouldBeGoodAsync("gift-to-claim");
        await receiver.PressAsync("main form:not([hidden]) button.primary");
        await receiver.Page.Locator(".callout.success").WaitForAsync();
        await receiver.ShouldBeGoodAsync("gift-mine");
        await receiver.GoToAsync("/account/memberships");
        await receiver.ShouldBeGoodAsync("gift-membership");
    }

    /// <summary>The page, and the paper in both languages, left in artifacts/screenshots for a person to look at.</summary>
    private static async Task ReadInvoiceAsync(Visit giver)
    {
        await giver.GoToAsync("/account/orders");
        await giver.PressAsync("main .order-code");
        await giver.ShouldBeGoodAsync("gift-receipt");
        await giver.PressAsync("main a[href*='/account/invoices/'] >> nth=0");
        await giver.ShouldBeGoodInAllLooksAsync("gift-invoice");
        var id = Number().Match(new Uri(giver.Page.Url).AbsolutePath).Value;
        foreach (var language in new[] { "zh", "en" })
        {
            var answer = await giver.Page.APIRequest.GetAsync($"/account/invoices/{id}/invoice.pdf?lang={language}");
            var paper = await answer.BodyAsync();
            Assert.Equal((200, "application/pdf"), (answer.Status, answer.Headers["content-type"]));
            Assert.Equal("%PDF-"u8, paper.AsSpan(0, 5));
            await File.WriteAllBytesAsync(Repository.PathOf("artifacts", "screenshots", $"gift-invoice-{language}.pdf"), paper,
                TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
