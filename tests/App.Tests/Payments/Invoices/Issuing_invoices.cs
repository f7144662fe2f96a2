using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Invoices;

public class Issuing_invoices(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Follows_a_paid_order_and_each_refund()
    {
        var (shop, owner) = await Papers.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAndPayAsync(buyer);
        await Papers.RefundAsync(shop, owner, purchase, 1000, "one");
        await Papers.RefundAsync(shop, owner, purchase, null, "two");

        var documents = await Papers.OfAsync(shop);

        Assert.Equal(
            [("TEST-INV-2026-00001", 2900L, 463L, ""), ("TEST-CN-2026-00001", 1000L, 160L, "TEST-INV-2026-00001"),
                ("TEST-CN-2026-00002", 1900L, 303L, "TEST-INV-2026-00001")],
            documents.Select(d => (d.Code, d.Total, d.Tax, d.OfCode)));
        Assert.Equal(("Academy GmbH", "VAT", 19_000, "Wang Fang"),
            (documents[0].SellerName, documents[0].TaxName, documents[0].TaxRate, documents[0].BuyerName));
        Assert.Equal("Too hard", documents[1].Reason);
        var page = await buyer.Browser.Speaking("en").GetAsync($"/account/invoices/{documents[1].Id}");
        var text = page.ShouldBe(HttpStatusCode.OK).TextOf(".invoice");
        Assert.Contains("A part of invoice TEST-INV-2026-00001", text, StringComparison.Ordinal);
        Assert.Contains("Cancels invoice", text, StringComparison.Ordinal);
        Assert.Contains("CN¥10.00", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_foretold_before_the_button_of_a_refund()
    {
        var (shop, program) = await Papers.OpenAsync(app);
        var purchase = await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");
        var path = $"{shop.Path}/manage/orders/{purchase.OrderId}/refund";

        var part = await owner.SubmitAsync(path, ("amount", "10.00"), ("do", "preview"));
        await Papers.RefundAsync(shop, program, purchase, 1000, "one");
        var rest = await owner.GetAsync(path);

        Assert.Contains("A credit note for CN¥10.00 of invoice TEST-INV-2026-00001 is issued. It includes CN¥1.60 of tax.", part.TextOf(".cascade"));
        Assert.Contains("A credit note for CN¥19.00 of invoice TEST-INV-2026-00001 is issued. It includes CN¥3.03 of tax.", rest.TextOf(".cascade"));
        Assert.Equal(160, (await Papers.OfAsync(shop))[1].Tax);
    }

    [Fact]
    public async Task Is_foretold_where_the_invoice_itself_is_still_to_come()
    {
        var (shop, _) = await Papers.OpenAsync(app, Papers.Seller(tax: "none"));
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAsync(buyer);
        await shop.DecideAsync(buyer, purchase);
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        // The webhook and the settlement, and nothing of what follows a commit.
        await app.Services.GetRequiredService<TestEventWorker>().DrainAsync(default);
        await app.Services.GetRequiredService<SettlementWorker>().DrainAsync(default);
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");

        var page = await owner.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund");

        Assert.Contains("The invoice is issued first, then a credit note for CN¥29.00 of it.", page.TextOf(".cascade"));
        Assert.Empty(await Papers.OfAsync(shop));
    }

    [Fact]
    public async Task Leaves_no_gap_when_many_are_issued_at_once_and_one_is_taken_back()
    {
        var (shop, owner) = await Papers.OpenAsync(app);
        for (var i = 0; i < 20; i++)
            await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var first = await Papers.OfAsync(shop);
        await TakeBackAsync(shop, first[0]);

        var answers = await Task.WhenAll(first.Select(i => owner.PostAsync(
            $"{shop.Api}/manage/invoices/{i.Id}/correction", new { reason = "Wrong buyer", billing = new { company = "Lantern Ltd" } })));

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.OK));
        var all = await Papers.OfAsync(shop);
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), Numbers(InvoiceKind.Invoice));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), Numbers(InvoiceKind.CreditNote));

        IEnumerable<long> Numbers(InvoiceKind kind) => all.Where(i => i.Kind == kind).Select(i => i.Number).Order();
    }

    /// <summary>A number is drawn and its document written, and then the transaction fails.</summary>
    private static Task<int> TakeBackAsync(Shop shop, Invoice invoice) => shop.InScopeAsync(async services =>
    {
        await using var transaction = await services.GetRequiredService<AppDb>().BeginWriteAsync();
        var credit = invoice.Credit("correction:0", 5, 0, "Never", null);
        await services.GetRequiredService<IssueDocuments>().IssueAsync(credit, default);
        Assert.Equal(1, credit.Number);
        return 0;
    });

    [Fact]
    public async Task Makes_nothing_twice()
    {
        var (shop, _) = await Papers.OpenAsync(app);
        var purchase = await shop.BuyAndPayAsync(await shop.BuyerAsync());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.InScopeAsync(async services =>
        {
            await using var transaction = await services.GetRequiredService<AppDb>().BeginWriteAsync();
            await services.GetRequiredService<IssueDocuments>().RunAsync(purchase.OrderId, default);
            await transaction.CommitAsync();
            return 0;
        })));

        Assert.Single(await Papers.OfAsync(shop));
    }

    [Fact]
    public async Task Keeps_what_was_issued()
    {
        var (shop, owner) = await Papers.OpenAsync(app);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var issued = (await Papers.OfAsync(shop)).Single();

        (await Papers.PutAsync(owner, $"{shop.Api}/manage/invoices/settings", Papers.Seller("none", "0"))).ShouldBe(HttpStatusCode.OK);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());

        var both = await Papers.OfAsync(shop);
        Assert.Equal(((463L, TaxShown.Included), (0L, TaxShown.None)), ((both[0].Tax, both[0].TaxShown), (both[1].Tax, both[1].TaxShown)));
        foreach (var sql in new[]
        {
            $"UPDATE invoices SET total = 1 WHERE id = {issued.Id}", $"DELETE FROM invoices WHERE id = {issued.Id}",
            $"UPDATE invoice_lines SET amount = 1 WHERE invoice_id = {issued.Id}", $"DELETE FROM invoice_lines WHERE invoice_id = {issued.Id}",
        })
        {
            var refusal = await Assert.ThrowsAnyAsync<Exception>(() => shop.InAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
            Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Corrects_a_buyer_by_a_credit_note_and_a_new_invoice()
    {
        var (shop, owner) = await Papers.OpenAsync(app);
        var purchase = await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var path = $"{shop.Api}/manage/invoices/{(await Papers.OfAsync(shop)).Single().Id}/correction";
        var wanted = new { reason = "Wrong buyer", billing = new { company = "Lantern Ltd", taxNumber = "IE1234567T" } };

        (await owner.PostAsync(path, new { wanted.reason, billing = new { } })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "billing_empty");
        (await owner.PostAsync(path, new { wanted.billing })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reason_missing");
        var made = (await owner.PostAsync(path, wanted)).ShouldBe(HttpStatusCode.OK).Json;
        var again = (await owner.PostAsync(path, wanted)).ShouldBe(HttpStatusCode.OK).Json;

        var documents = await Papers.OfAsync(shop);
        Assert.Equal(made.GetProperty("id").GetInt64(), again.GetProperty("id").GetInt64());
        Assert.Equal([InvoiceKind.Invoice, InvoiceKind.CreditNote, InvoiceKind.Invoice], documents.Select(d => d.Kind));
        Assert.Equal(("Wang Fang", "Wang Fang", "Lantern Ltd"), (documents[0].BuyerName, documents[1].BuyerName, documents[2].BuyerCompany));

        await Papers.RefundAsync(shop, owner, purchase, 900, "one");
        Assert.Equal(documents[2].Code, (await Papers.OfAsync(shop))[3].OfCode);
        (await owner.PostAsync($"{shop.Api}/manage/invoices/{documents[2].Id}/correction", new { wanted.reason, billing = new { name = "X" } }))
            .ShouldBeRefused(HttpStatusCode.Conflict, "invoice_credited");
    }

    [Fact]
    public async Task Shows_documents_to_their_buyer_and_operators_alone()
    {
        var (shop, _) = await Papers.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        await shop.BuyAndPayAsync(buyer);
        var id = (await Papers.OfAsync(shop)).Single().Id;
        var (stranger, other) = (await shop.BuyerAsync("Somebody Else"), await Shop.OpenAsync(app));
        var (reader, foreign) = (await app.TokenAsync(stranger.Person, "orders:read"), await app.SignInAsync(other.Owner));

        foreach (var path in new[] { $"/account/invoices/{id}", $"/account/invoices/{id}/invoice.pdf" })
        {
            (await buyer.Browser.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
            (await stranger.Browser.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        }
        (await reader.GetAsync($"/api/me/invoices/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await reader.GetAsync($"/api/me/invoices/{id}/pdf")).ShouldBe(HttpStatusCode.NotFound);
        (await foreign.GetAsync($"{other.Path}/manage/invoices/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await foreign.GetAsync($"{shop.Path}/manage/invoices/{id}/invoice.pdf")).ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Browser.GetAsync($"{shop.Path}/manage/invoices.csv")).ShouldBe(HttpStatusCode.NotFound);
        var chinese = await app.SignInAsync(await app.MemberAsync("王芳", language: "zh"));
        Assert.Contains("还没有账单", (await chinese.GetAsync("/account/invoices")).TextOf("main"));
    }

    [Fact]
    public async Task Finds_them_by_buyer_kind_and_period_and_lists_them_as_csv()
    {
        var (shop, program) = await Papers.OpenAsync(app);
        var purchase = await shop.BuyAndPayAsync(await shop.BuyerAsync("=Ada"));
        await Papers.RefundAsync(shop, program, purchase, 500, "one");
        await shop.BuyAndPayAsync(await shop.BuyerAsync("Bea"));
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");

        var found = (await owner.GetAsync($"{shop.Path}/manage/invoices?q=ada")).ShouldBe(HttpStatusCode.OK).TextOf("main table");
        Assert.Contains("TEST-CN-2026-00001", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Bea", found, StringComparison.Ordinal);
        Assert.Contains("No matching invoices", (await owner.GetAsync($"{shop.Path}/manage/invoices?from=2020-01-01&to=2020-01-31")).TextOf("main"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await owner.GetAsync($"{shop.Path}/manage/invoices?from=31.1.2020")).Status);
        var csv = (await owner.GetAsync($"{shop.Path}/manage/invoices.csv?kind=credit_note")).ShouldBe(HttpStatusCode.OK).Text;
        Assert.Contains("'=Ada", csv, StringComparison.Ordinal);
        Assert.Contains("-4.20,-0.80,-5.00,CNY", csv, StringComparison.Ordinal);
    }
}
