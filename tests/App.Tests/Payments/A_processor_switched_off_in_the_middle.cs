using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments.PayPal;
using Guildhall.App.Tests.Payments.WeChat;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Reconciliation;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

/// <summary>What an operator sets for a processor and takes away again, by the program's own routes.</summary>
internal static class ProcessorSwitch
{
    public static async Task SwitchAsync(GuildhallApp app, Person operates, string processor, Dictionary<string, string> settings, bool on)
    {
        var program = await app.TokenAsync(operates, "operate");
        var wish = new { settings = settings.ToDictionary(s => s.Key, s => on ? s.Value : "") };
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/operate/payments/" + processor) { Content = JsonContent.Create(wish) };
        (await program.SendAsync(request)).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
    }

    public static async Task<int> WaitingAsync(GuildhallApp app, Person operates, string processor) =>
        (await (await app.TokenAsync(operates, "operate")).GetAsync("/api/operate/payments/" + processor)).Json.GetProperty("waiting").GetInt32();
}

/// <summary>PayPal, whose secrets stand in the database.</summary>
public sealed class SwitchedPayPalApp : PayPalApp
{
    protected override IEnumerable<string> Settings => [$"--Guildhall:Payments:PayPal:ApiBase={PayPal.Url}"];

    internal Person Operator { get; private set; } = null!;

    internal Task SwitchAsync(bool on) => ProcessorSwitch.SwitchAsync(this, Operator, "paypal", new()
    {
        ["ClientId"] = PayPalEmulator.ClientId, ["ClientSecret"] = PayPalEmulator.Secret, ["WebhookId"] = PayPalEmulator.WebhookId,
    }, on);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Operator = await this.MemberAsync("The operator", owner: true);
        await SwitchAsync(on: true);
    }
}

/// <summary>
/// After the checkout was started and before the money is known here, its processor is switched off or loses its secrets. Everybody is told
/// what to do, no money is lost, and switching it on again settles all of it at once.
/// </summary>
public class A_processor_switched_off_in_the_middle(SwitchedPayPalApp app) : IClassFixture<SwitchedPayPalApp>, IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await app.SwitchAsync(on: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("en", "PayPal is switched off at the moment", "If you have paid or approved the payment there, don't pay again")]
    [InlineData("zh", "PayPal 目前已关闭", "请不要再次付款")]
    public async Task The_buyer_who_comes_back_reads_what_to_do_and_has_it_once_it_is_on_again(string language, string title, string text)
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        await buyer.Browser.ChoosesAsync(language);
        app.PayPal.Approve(purchase.Reference);
        await app.SwitchAsync(on: false);

        var back = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}?returned=1&token={purchase.Reference}&PayerID=BUYER1");
        Assert.Contains(title, back.TextOf("main"));
        Assert.Contains(text, back.TextOf("main"));
        Assert.Equal($"{shop.Path}/orders/{purchase.Code}", (await buyer.Browser.GetAsync(purchase.PayPath)).Location);
        await shop.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
        Assert.True(await ProcessorSwitch.WaitingAsync(app, app.Operator, "paypal") > 0);
        var record = await (await app.SignInAsync(shop.Owner)).Speaking("en").GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}");
        Assert.Contains("The payment processor is switched off, so nobody can ask it", record.TextOf("main"));

        await app.SwitchAsync(on: true);

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Equal(0, await ProcessorSwitch.WaitingAsync(app, app.Operator, "paypal"));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Whoever_pays_another_way_meanwhile_is_not_charged_twice()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.PayPal.Approve(purchase.Reference);
        await app.SwitchAsync(on: false);

        var again = await buyer.Browser.SubmitAsync($"{shop.Path}/orders/{purchase.Code}", ("do", "again"));
        await shop.DecideAsync(buyer, purchase with { PayPath = again.ShouldRedirect().Location! });
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await app.SwitchAsync(on: true);
        await shop.PassAsync(TimeSpan.FromHours(2));

        Assert.Empty(app.PayPal.Orders[purchase.Reference].Captures);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_webhook_is_asked_to_come_again_and_leaves_no_row()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.PayPal.Approve(purchase.Reference);
        var body = PayPalApp.Event("CHECKOUT.ORDER.APPROVED", app.PayPal.Describe(app.PayPal.Orders[purchase.Reference]));
        var before = await shop.DeliveriesAsync();
        await app.SwitchAsync(on: false);

        var refused = await shop.PostAsync(app.Webhook(body));
        refused.ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "processor_off");
        Assert.Equal("3600", refused.Header("Retry-After"));
        Assert.Equal(before, await shop.DeliveriesAsync());
        await app.SwitchAsync(on: true);
        (await shop.PostAsync(app.Webhook(body))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task One_that_was_taken_in_before_is_not_given_up()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.PayPal.Approve(purchase.Reference);
        var body = PayPalApp.Event("CHECKOUT.ORDER.APPROVED", app.PayPal.Describe(app.PayPal.Orders[purchase.Reference]));
        (await shop.PostAsync(app.Webhook(body))).ShouldBe(HttpStatusCode.OK);
        await app.SwitchAsync(on: false);
        for (var hour = 0; hour < 12; hour++)
            await shop.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));

        await app.SwitchAsync(on: true);

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_refund_waits_however_long_and_says_for_what()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        await app.ApproveAsync(shop, buyer, purchase);
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");
        await app.SwitchAsync(on: false);

        var page = await owner.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund");
        Assert.Contains("The payment processor is switched off", page.TextOf("main"));
        var record = await owner.FollowAsync((await owner.SubmitAsync(page, ("reason", "Asked for"), ("do", "refund"))).ShouldRedirect());
        Assert.Contains("The refund is sent once it is set up again at /operate/payments", record.TextOf("main"));
        for (var hour = 0; hour < 40; hour++)
            await shop.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal((RefundOutcome.Pending, 0), await shop.InAsync(async db =>
        {
            var refund = await db.Set<Refund>().AsNoTracking().SingleAsync();
            return (refund.Outcome, refund.Tries);
        }));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();

        await app.SwitchAsync(on: true);

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.Equal(29m, Assert.Single(app.PayPal.Refunds.Values, r => r.Capture == app.CaptureOf(purchase)).Value);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_comparison_says_why_it_cannot_be_made_and_the_next_one_covers_its_time()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        await app.ApproveAsync(shop, buyer, purchase);
        await app.SwitchAsync(on: false);
        await shop.PassAsync(TimeSpan.FromDays(1));
        await app.RunJobAsync<ReconcileNightly>();
        Assert.Equal(ProcessorFailure.NotConfigured, (await LastRunAsync(shop)).Failure);
        var page = await (await app.SignInAsync(shop.Owner)).Speaking("en").GetAsync($"{shop.Path}/manage/reconciliation");
        Assert.Contains("the next comparison covers this time too", page.TextOf("main"));

        await app.SwitchAsync(on: true);
        await shop.PassAsync(TimeSpan.FromDays(1));
        await app.RunJobAsync<ReconcileNightly>();

        var run = await LastRunAsync(shop);
        Assert.Null(run.Failure);
        Assert.True(run.From < app.Clock.Now.AddDays(-2) && run.Listed > 0);
    }

    private static Task<ReconciliationRun> LastRunAsync(Shop shop) => shop.InAsync(db => db.Set<ReconciliationRun>().AsNoTracking()
        .Where(r => r.Processor == "paypal").OrderByDescending(r => r.Until).FirstAsync());
}

/// <summary>The same of a processor that has taken the money already when it is switched off.</summary>
public class WeChat_Pay_switched_off_in_the_middle(WeChatApp app) : IClassFixture<WeChatApp>, IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await app.SwitchAsync(on: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Money_that_was_paid_meanwhile_is_booked_once_it_is_on_again()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        Assert.True(app.WeChat.Pay(purchase.Reference));
        await app.SwitchAsync(on: false);

        (await shop.PostAsync(app.Paid(purchase.Reference))).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "processor_off");
        Assert.Contains("don't pay again", (await buyer.Browser.Speaking("en").GetAsync($"{shop.Path}/orders/{purchase.Code}")).TextOf("main"));
        await shop.PassAsync(TimeSpan.FromDays(2));
        Assert.NotEqual(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(ProcessorFailure.NotConfigured, await shop.InAsync(db => db.Set<Checkout>().Select(c => c.Failure).SingleAsync()));
        await app.SwitchAsync(on: true);
        // Whoever sets it by the environment waits an hour at most.
        await shop.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }
}
