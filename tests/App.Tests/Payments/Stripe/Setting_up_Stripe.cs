using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Settings;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Stripe;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>The program beside a Stripe that its environment does not name: an operator does so in the browser.</summary>
public sealed class UnsetStripeApp : StripeApp
{
    protected override IEnumerable<string> Settings => [];
}

public class Setting_up_Stripe(UnsetStripeApp app) : IClassFixture<UnsetStripeApp>, IAsyncLifetime
{
    private const string Page = "/operate/payments";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        using var program = await app.TokenAsync(await OwnerAsync(), "operate");
        await PutAsync(program, new { SecretKey = "", WebhookSecret = "", PreviousWebhookSecret = "", ApiBase = "" });
    }

    [Fact]
    public async Task Switches_it_on_and_shows_no_secret_again()
    {
        var owner = await app.SignInAsync(await OwnerAsync());
        var before = await owner.GetAsync(Page);

        await SaveAsync(owner);
        var after = await owner.GetAsync(Page);

        Assert.Contains("Off", before.ShouldBe(HttpStatusCode.OK).TextOf("#stripe"), StringComparison.Ordinal);
        Assert.Contains("On", after.TextOf("#stripe .badge"), StringComparison.Ordinal);
        Assert.EndsWith("/webhooks/stripe", after.Document.QuerySelector("#stripe-webhook")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.DoesNotContain(StripeEmulator.SecretKey, after.Text, StringComparison.Ordinal);
        Assert.Contains("Saved and encrypted. Leave empty to keep it.", after.TextOf("#stripe"), StringComparison.Ordinal);
        Assert.Contains(app.Stripe.Url, after.Text, StringComparison.Ordinal);
        var kept = await app.WithAsync<AppDb, Setting>(db =>
            db.Set<Setting>().AsNoTracking().SingleAsync(s => s.Key == StripeProcessor.SecretKey));
        Assert.DoesNotContain(StripeEmulator.SecretKey, kept.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_the_connection_by_asking_who_we_are()
    {
        var owner = await app.SignInAsync(await OwnerAsync());
        await SaveAsync(owner);

        var works = await owner.SubmitAsync(Page, ("test", "connection"));
        await SaveAsync(owner, key: "sk_test_wrong");
        var fails = await owner.SubmitAsync(Page, ("test", "connection"));
        var chinese = await app.SignInAsync(await app.MemberAsync(owner: true, language: "zh"));
        var inChinese = await chinese.SubmitAsync(Page, ("test", "connection"));

        Assert.Contains("The Guild (acct_emulated)", works.ShouldBe(HttpStatusCode.OK).TextOf("#stripe"), StringComparison.Ordinal);
        Assert.Contains("Invalid API Key", fails.TextOf("#stripe"), StringComparison.Ordinal);
        Assert.Contains(app.Stripe.Calls, c => c.Path == "/v1/account");
        Assert.DoesNotContain("sk_test_wrong", fails.Text, StringComparison.Ordinal);
        Assert.Contains("连接失败", inChinese.TextOf("#stripe"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_a_secret_that_is_left_empty_and_deletes_it_when_told_to()
    {
        var owner = await app.SignInAsync(await OwnerAsync());
        await SaveAsync(owner);

        (await owner.SubmitAsync(Page, ("SecretKey", ""))).ShouldRedirect();
        var kept = (await owner.GetAsync(Page)).TextOf("#stripe .badge");
        (await owner.SubmitAsync(Page, ("SecretKey", ""), ("forget-SecretKey", "true"))).ShouldRedirect();
        var gone = (await owner.GetAsync(Page)).TextOf("#stripe .badge");

        Assert.Equal(("On", "Off"), (kept, gone));
    }

    [Theory]
    [InlineData("ApiBase", "api.stripe.com", "This is not a valid address"), InlineData("ApiBase", "ftp://api.stripe.com", "This is not a valid address")]
    [InlineData("ApiBase", "javascript:alert(1)", "This is not a valid address"), InlineData("SecretKey", "sk_test\n1", "This goes on one line.")]
    public async Task Says_at_the_field_what_is_wrong_with_it(string field, string value, string message)
    {
        var owner = await app.SignInAsync(await OwnerAsync());

        var answer = await owner.SubmitAsync(Page, (field, value));

        Assert.Contains(message, answer.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#stripe .field-error"), StringComparison.Ordinal);
        if (field == "ApiBase")
            Assert.Equal(value, answer.Document.QuerySelector("#field-ApiBase")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Programs_do_the_same()
    {
        var program = await app.TokenAsync(await OwnerAsync(), "operate");

        var set = await PutAsync(program, new { SecretKey = StripeEmulator.SecretKey, ApiBase = app.Stripe.Url });
        var tested = await program.PostAsync("/api/operate/payments/stripe/test", new { });
        var read = await program.GetAsync("/api/operate/payments/stripe");
        var all = await program.GetAsync("/api/operate/payments");

        set.ShouldBe(HttpStatusCode.OK);
        Assert.True(tested.Json.GetProperty("works").GetBoolean());
        Assert.True(read.Json.GetProperty("on").GetBoolean());
        Assert.Equal(["SecretKey", "WebhookSecret", "PreviousWebhookSecret", "ApiBase"],
            read.Json.GetProperty("settings").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.DoesNotContain(StripeEmulator.SecretKey, read.Text + all.Text, StringComparison.Ordinal);
        Assert.Contains("\"test\"", all.Text, StringComparison.Ordinal);
        (await PutAsync(program, new { Nothing = "x" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "setting_unknown");
        (await program.GetAsync("/api/operate/payments/nobody")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Is_for_the_owner_of_the_installation_alone()
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.SignInAsync(shop.Owner);
        var program = await app.TokenAsync(shop.Owner, "operate");

        Assert.NotEqual(HttpStatusCode.OK, (await owner.GetAsync(Page)).Status);
        (await program.GetAsync("/api/operate/payments")).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(program, new { SecretKey = "sk_mine" })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Switched_off_in_the_middle_it_keeps_what_was_told_and_goes_on_later()
    {
        var program = await app.TokenAsync(await OwnerAsync(), "operate");
        await PutAsync(program, new { SecretKey = StripeEmulator.SecretKey, StripeEmulator.WebhookSecret, ApiBase = app.Stripe.Url });
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.Books.Pay(purchase.Reference);
        await PutAsync(program, new { SecretKey = "" });

        (await shop.PostAsync(app.Webhook(app.Books.Events[^1]))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        var meanwhile = await shop.StateAsync(purchase);
        var page = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");
        await PutAsync(program, new { SecretKey = StripeEmulator.SecretKey });
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((OrderState.Pending, HttpStatusCode.OK), (meanwhile, page.Status));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    private Task<Person> OwnerAsync() => app.MemberAsync(owner: true);

    private async Task SaveAsync(Client owner, string key = StripeEmulator.SecretKey) =>
        (await owner.SubmitAsync(Page, ("SecretKey", key), ("WebhookSecret", StripeEmulator.WebhookSecret), ("ApiBase", app.Stripe.Url)))
        .ShouldLeadTo(Page);

    private static Task<Answer> PutAsync(Client program, object settings) =>
        program.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/operate/payments/stripe") { Content = JsonContent.Create(new { settings }) });
}

public class Stripe_that_the_environment_sets(StripeApp app) : IClassFixture<StripeApp>
{
    [Fact]
    public async Task Is_shown_as_fixed_and_cannot_be_changed()
    {
        var person = await app.MemberAsync(owner: true);
        var owner = await app.SignInAsync(person);
        var program = await app.TokenAsync(person, "operate");

        var page = await owner.GetAsync("/operate/payments");
        var refused = await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/operate/payments/stripe")
        {
            Content = JsonContent.Create(new { settings = new { SecretKey = "sk_other" } }),
        });

        Assert.Contains("Guildhall__Payments__Stripe__SecretKey", page.TextOf("#stripe"), StringComparison.Ordinal);
        Assert.True(page.Document.QuerySelector("#stripe input[name=SecretKey]")!.HasAttribute("disabled"));
        refused.ShouldBeRefused(HttpStatusCode.Conflict, "setting_fixed");
    }
}
