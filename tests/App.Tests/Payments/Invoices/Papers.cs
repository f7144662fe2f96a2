using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Invoices;

/// <summary>A shop with what its documents say, and ways to them.</summary>
internal static class Papers
{
    public static object Seller(string tax = "included", string rate = "19", bool consent = false) => new
    {
        legalName = "Academy GmbH", address = "Lindenweg 4\n10115 Berlin", taxNumber = "DE123456789", contact = "office@academy.example",
        taxShown = tax, taxName = "VAT", taxRate = rate, note = "Thank you.", invoicePrefix = "INV-", creditPrefix = "CN-",
        asksConsent = consent, offersFapiao = true,
    };

    public static async Task<(Shop Shop, Client Owner)> OpenAsync(GuildhallApp app, object? seller = null)
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.TokenAsync(shop.Owner, "orders:read", "orders:write", "communities:read", "communities:write");
        var request = new HttpRequestMessage(HttpMethod.Put, $"{shop.Api}/manage/invoices/settings")
        {
            Content = System.Net.Http.Json.JsonContent.Create(seller ?? Seller()),
        };
        (await owner.SendAsync(request)).ShouldBe(HttpStatusCode.OK);
        return (shop, owner);
    }

    public static Task<List<Invoice>> OfAsync(Shop shop) =>
        shop.InAsync(db => db.Set<Invoice>().AsNoTracking().Include(i => i.Lines).OrderBy(i => i.Id).ToListAsync());

    public static async Task<Answer> PutAsync(Client program, string path, object json) => await program.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, path) { Content = System.Net.Http.Json.JsonContent.Create(json) });

    public static async Task RefundAsync(Shop shop, Client owner, Purchase purchase, long? amount, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{shop.Api}/manage/orders/{purchase.OrderId}/refunds")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { amount, reason = "Too hard", endsAccess = false }),
            Headers = { { "Idempotency-Key", key } },
        };
        (await owner.SendAsync(request)).ShouldBe(HttpStatusCode.OK);
        await shop.PassAsync(TimeSpan.FromSeconds(5));
    }
}
