using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Reconciliation;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Books;

public class Reconciling(FaultyApp app) : IClassFixture<FaultyApp>, IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        (app.Processor.Failure, app.Processor.Listed, app.Processor.PaidAt) = (null, [], app.Clock.Now);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Finds_nothing_where_both_sides_agree()
    {
        var (shop, purchase) = await PaidAsync();
        List(purchase);

        await CompareAsync();

        Assert.Empty(await CasesAsync(shop));
        var page = await (await app.SignInAsync(shop.Owner)).GetAsync($"{shop.Path}/manage/reconciliation");
        Assert.Contains("No differences", page.ShouldBe(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_payment_that_is_missing_here_is_healed_by_reading_its_checkout_again()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900);
        List(purchase);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        // Alone, since the next look at the checkout would heal it by itself.
        await app.WithAsync<Reconcile>(r => r.RunAsync("stub", app.Clock.Now.AddDays(-1), app.Clock.Now, null, default));
        var missing = Assert.Single(await CasesAsync(shop));
        Assert.Equal((CaseKind.MissingHere, purchase.OrderId, CaseState.Open), (missing.Kind, missing.OrderId, missing.State));
        Assert.Null(missing.Ours);
        var owner = await app.SignInAsync(shop.Owner);
        var page = await owner.GetAsync($"{shop.Path}/manage/reconciliation");
        Assert.Contains("Missing here", page.Text);

        var healed = await owner.PressAsync(page, $"{shop.Path}/manage/reconciliation/{missing.Id}/repair");

        Assert.Equal($"{shop.Path}/manage/reconciliation?note=healed", healed.Location);
        var done = Assert.Single(await CasesAsync(shop));
        Assert.Equal((CaseState.Done, (long?)shop.Owner.Id), (done.State, done.DecidedById));
        Assert.Equal(Guildhall.Payments.Orders.OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Tells_amounts_fees_and_refunds_that_differ()
    {
        var (shop, purchase) = await PaidAsync();

        foreach (var (kind, listed) in new[]
                 {
                     (CaseKind.AmountDiffers, Listed(purchase) with { Amount = 2901 }),
                     (CaseKind.AmountDiffers, Listed(purchase) with { Currency = "USD" }),
                     (CaseKind.FeeDiffers, Listed(purchase) with { Fee = 4 }),
                     (CaseKind.RefundDiffers, Listed(purchase) with { Refunded = 100 }),
                 })
        {
            app.Processor.Listed = [listed];
            await CompareAsync();
            var open = Assert.Single(await CasesAsync(shop), c => c.State == CaseState.Open);
            Assert.Equal((kind, new CaseSide(2900, "CNY", 3, 0), new CaseSide(listed.Amount, listed.Currency, listed.Fee, listed.Refunded)),
                (open.Kind, open.Ours, open.Theirs));
        }

        List(purchase);
        await CompareAsync();
        Assert.All(await CasesAsync(shop), c => Assert.Equal(CaseState.Done, c.State));
    }

    [Fact]
    public async Task A_payment_that_is_not_on_their_list_is_a_case_and_one_outside_of_the_span_is_none()
    {
        var (shop, purchase) = await PaidAsync();

        await CompareAsync();

        var extra = Assert.Single(await CasesAsync(shop));
        Assert.Equal((CaseKind.MissingThere, purchase.OrderId), (extra.Kind, extra.OrderId));
        Assert.Null(extra.Theirs);
        app.Clock.Advance(TimeSpan.FromDays(300));
        await CompareAsync();
        Assert.Equal(extra.SeenAt, Assert.Single(await CasesAsync(shop)).SeenAt);
    }

    [Fact]
    public async Task What_was_ignored_stays_so_until_it_changes()
    {
        var (shop, purchase) = await PaidAsync();
        app.Processor.Listed = [Listed(purchase) with { Fee = 4 }];
        await CompareAsync();
        var one = Assert.Single(await CasesAsync(shop));
        var owner = await app.SignInAsync(shop.Owner);
        var page = await owner.GetAsync($"{shop.Path}/manage/reconciliation");
        var decision = $"{shop.Path}/manage/reconciliation/{one.Id}/decision";
        await owner.PressAsync(page, decision, ("state", "ignored"), ("reason", "They round up"));

        await CompareAsync();
        var ignored = Assert.Single(await CasesAsync(shop));
        Assert.Equal((CaseState.Ignored, "They round up"), (ignored.State, ignored.Reason));
        (await owner.PressAsync(page, decision, ("state", "done"), ("reason", "x"))).ShouldBe(HttpStatusCode.Conflict);

        app.Processor.Listed = [Listed(purchase) with { Fee = 5 }];
        await CompareAsync();
        Assert.Equal(CaseState.Open, Assert.Single(await CasesAsync(shop)).State);
    }

    [Fact]
    public async Task A_payment_of_no_order_here_is_for_the_owners_of_the_installation()
    {
        var (shop, purchase) = await PaidAsync();
        var foreign = new ListedPayment("pi_foreign_" + purchase.Code, null, 500, "EUR", 0, 0, app.Processor.PaidAt);
        app.Processor.Listed = [Listed(purchase), foreign];

        await CompareAsync();

        Assert.Empty(await CasesAsync(shop));
        var community = await app.SignInAsync(shop.Owner);
        Assert.DoesNotContain(foreign.Reference, (await community.GetAsync($"{shop.Path}/manage/reconciliation")).Text);
        var owner = await app.SignInAsync(await app.MemberAsync("Root", owner: true));
        var page = await owner.GetAsync($"{shop.Path}/manage/reconciliation");
        Assert.Contains(foreign.Reference, page.Text);
        var id = await app.WithAsync<Guildhall.Kernel.Data.AppDb, long>(db => db.Set<ReconciliationCase>().IgnoreQueryFilters()
            .Where(c => c.Reference == foreign.Reference).Select(c => c.Id).SingleAsync());
        (await (await app.TokenAsync(shop.Owner, "orders:write")).PostAsync($"{shop.Api}/manage/reconciliation/{id}/decision", new { state = "done", reason = "x" }))
            .ShouldBe(HttpStatusCode.NotFound);
        await owner.PressAsync(page, $"{shop.Path}/manage/reconciliation/{id}/decision", ("state", "done"), ("reason", "Given back there"));
        Assert.DoesNotContain(foreign.Reference, (await owner.GetAsync($"{shop.Path}/manage/reconciliation")).Text);
    }

    [Fact]
    public async Task A_processor_that_does_not_answer_is_no_list_without_payments()
    {
        var (shop, purchase) = await PaidAsync();
        List(purchase);
        app.Processor.Failure = new ProcessorFailure("timed_out");

        await CompareAsync();

        Assert.Empty(await CasesAsync(shop));
        var page = await (await app.SignInAsync(shop.Owner)).GetAsync($"{shop.Path}/manage/reconciliation");
        Assert.Contains("timed_out", page.Text);
    }

    [Fact]
    public async Task Is_started_by_button_and_not_again_within_a_minute()
    {
        var (shop, purchase) = await PaidAsync();
        List(purchase);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var owner = await app.SignInAsync(shop.Owner);
        var page = await owner.GetAsync($"{shop.Path}/manage/reconciliation");

        Assert.Equal($"{shop.Path}/manage/reconciliation?note=started", (await owner.PressAsync(page, $"{shop.Path}/manage/reconciliation/comparison")).Location);
        await app.SettleAsync();

        Assert.Equal(1, await RunsAsync(shop.Owner.Id));
        (await owner.PressAsync(page, $"{shop.Path}/manage/reconciliation/comparison")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Goes_on_where_the_last_one_ended()
    {
        await CompareAsync();
        app.Clock.Advance(TimeSpan.FromDays(20));
        await CompareAsync();

        // Each night compares a slice of what is older too.
        var runs = (await app.WithAsync<Guildhall.Kernel.Data.AppDb, List<ReconciliationRun>>(db =>
            db.Set<ReconciliationRun>().OrderByDescending(r => r.Id).Take(4).ToListAsync()))
            .FindAll(r => r.StartedAt - r.Until < TimeSpan.FromHours(1));
        Assert.True(runs[0].From < runs[1].Until && runs[0].From > runs[1].Until.AddDays(-10), $"{runs[0].From} {runs[1].Until}");
    }

    [Fact]
    public async Task What_changed_on_their_side_after_months_is_found_within_a_week()
    {
        var (shop, purchase) = await PaidAsync();
        List(purchase);
        await CompareAsync();
        app.Clock.Advance(TimeSpan.FromDays(100));
        app.Processor.Listed = [Listed(purchase) with { Refunded = 2900 }];

        for (var night = 0; night < 7; night++)
        {
            app.Clock.Advance(TimeSpan.FromDays(1));
            await app.RunJobAsync<ReconcileNightly>();
        }

        Assert.Equal((CaseKind.RefundDiffers, CaseState.Open), Assert.Single((await CasesAsync(shop)).Select(c => (c.Kind, c.State))));
    }

    private Task<int> RunsAsync(long by) => app.WithAsync<Guildhall.Kernel.Data.AppDb, int>(db => db.Set<ReconciliationRun>()
        .CountAsync(r => r.AskedById == by));

    private async Task<(Shop, Purchase)> PaidAsync()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        return (shop, purchase);
    }

    /// <summary>Their list says what they told us.</summary>
    private void List(Purchase purchase) => app.Processor.Listed = [Listed(purchase)];

    private ListedPayment Listed(Purchase purchase) =>
        new($"pi_{purchase.Reference}_0", purchase.Code, 2900, "CNY", 3, 0, app.Processor.PaidAt);

    private async Task CompareAsync()
    {
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.RunJobAsync<ReconcileNightly>();
    }

    private static Task<List<ReconciliationCase>> CasesAsync(Shop shop) => shop.InAsync(db => db.Set<ReconciliationCase>().AsNoTracking()
        .ToListAsync());
}

public class Reconciling_the_test_processor(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Finds_a_payment_whose_webhook_never_came_and_nothing_else()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var paid = await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        await books.Browser.SubmitAsync($"{books.Manage}/orders/{paid.OrderId}/refund", ("amount", "10"), ("reason", "x"), ("do", "refund"));
        await books.Shop.PassAsync(TimeSpan.FromSeconds(5));
        var buyer = await books.Shop.BuyerAsync();
        var silent = await books.Shop.BuyAsync(buyer);
        await books.Shop.DecideAsync(buyer, silent, scenario: Guildhall.Payments.TestProcessor.TestScenario.Silent);
        app.Clock.Advance(TimeSpan.FromHours(1));

        await app.WithAsync<Reconcile>(r => r.RunAsync("test", app.Clock.Now.AddDays(-1), app.Clock.Now, null, default));

        var found = await books.Shop.InAsync(db => db.Set<ReconciliationCase>().AsNoTracking().SingleAsync());
        Assert.Equal((CaseKind.MissingHere, silent.OrderId, silent.Reference), (found.Kind, found.OrderId, found.Reference));
        Assert.Equal(HttpStatusCode.OK, (await books.PostAsync($"/reconciliation/{found.Id}/repair", new { })).Status);
        Assert.Equal(Guildhall.Payments.Orders.OrderState.Paid, await books.Shop.StateAsync(silent));
        var listed = (await books.Program.GetAsync($"{books.Api}/reconciliation?state=done")).Json.GetProperty("items").EnumerateArray().Single();
        Assert.Equal("missing_here", listed.GetProperty("kind").GetString());
        await books.BooksShouldCloseAsync();
    }
}
