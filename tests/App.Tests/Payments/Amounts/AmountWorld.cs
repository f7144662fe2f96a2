using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Guildhall.Activities.Selling;
using Guildhall.App.Tests.Activities;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Learning;
using Guildhall.App.Tests.Payments.Bank;
using Guildhall.Content.Articles;
using Guildhall.Content.Selling;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Selling;
using Guildhall.Payments.Bank;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Amounts;

/// <summary>A shop and a library with something of everything that has an amount: orders, transfers, payables, articles, tips.</summary>
internal sealed class AmountWorld(BankApp app, Shop shop, Library library)
{
    private static readonly string[] Scopes =
        ["orders:read", "orders:write", "communities:read", "communities:write", "tiers:write", "articles:write"];

    private readonly Dictionary<string, AmountRequest> _requests = [];

    public Shop Shop => shop;
    public Library Library => library;

    public static async Task<AmountWorld> OpenAsync(BankApp app)
    {
        var world = new AmountWorld(app, await Shop.OpenAsync(app), await Library.OpenAsync(app));
        await world.FillAsync();
        return world;
    }

    /// <summary>The request that brings this amount; <c>null</c> where nobody has said how it is made.</summary>
    public AmountRequest? For(AmountField field) => _requests.GetValueOrDefault(field.ToString());

    /// <summary>Of routes that are gone.</summary>
    public IEnumerable<string> NotAmong(IEnumerable<AmountField> fields) => _requests.Keys.Except(fields.Select(f => f.ToString()));

    private async Task FillAsync()
    {
        var owner = await app.TokenAsync(shop.Owner, Scopes);
        await TiersAsync(owner);
        await SalesAsync(owner);
        await BooksAsync(owner);
        await ArticlesAsync();
        await CoursesAsync();
        await SessionsAsync();
    }

    private async Task TiersAsync(Client owner)
    {
        var made = 0;
        JsonObject Tier(JsonArray? prices = null) =>
            new() { ["name"] = $"Tier {++made}", ["rank"] = 40, ["isFree"] = false, ["monthPrice"] = 1900, ["yearPrice"] = 19900, ["prices"] = prices };
        JsonArray Quarter() => [new JsonObject { ["interval"] = "quarter", ["amount"] = 5000, ["introAmount"] = 900 }];
        var there = (await owner.PostAsync(shop.Api + "/tiers", Tier())).ShouldBe(HttpStatusCode.Created).Json;
        foreach (var (method, route, path) in (ReadOnlySpan<(string, string, string)>)
            [("POST", "", shop.Api + "/tiers"), ("PUT", "/{id}", $"{shop.Api}/tiers/{there.GetProperty("tierId").GetInt64()}")])
        {
            var at = $"{method} /api/communities/{{community}}/tiers{route} ";
            _requests[at + "monthPrice"] = new(owner, path, () => Tier(), 1900) { Stored = a => PriceAsync(a, "month", "amount") };
            _requests[at + "yearPrice"] = new(owner, path, () => Tier(), 1900) { Stored = a => PriceAsync(a, "year", "amount") };
            _requests[at + "prices[].amount"] = new(owner, path, () => Tier(Quarter()), 1900)
            {
                AlsoNamed = ["quarterPrice"], Stored = a => PriceAsync(a, "quarter", "amount"),
            };
            _requests[at + "prices[].introAmount"] = new(owner, path, () => Tier(Quarter()), 1900)
            {
                AlsoNamed = ["quarterIntro"], Stored = a => PriceAsync(a, "quarter", "introAmount"),
            };
        }
        _requests["POST /api/communities/{community}/manage/rehearsal prices[].amount"] = new(owner, shop.Api + "/manage/rehearsal",
            () => new() { ["prices"] = new JsonArray(new JsonObject { ["tier"] = shop.Premium.TierId, ["interval"] = "month", ["amount"] = 1 }) },
            1900) { AlsoNamed = ["prices"] };

        static Task<(long, string)> PriceAsync(System.Text.Json.JsonElement tier, string interval, string amount)
        {
            var price = tier.GetProperty("prices").EnumerateArray().Single(p => p.GetProperty("interval").GetString() == interval);
            return Task.FromResult((price.GetProperty(amount).GetInt64(), price.GetProperty("currency").GetString()!));
        }
    }

    private async Task SalesAsync(Client owner)
    {
        var paid = await PaidAsync("Wang Fang");
        var orders = "/api/communities/{community}/manage/orders/";
        _requests[$"GET {orders}{{id}}/refund-preview amount"] =
            new(owner, $"{shop.Api}/manage/orders/{paid.OrderId}/refund-preview", null, 100) { Stored = AmountAndCurrency };
        _requests[$"POST {orders}{{code}}/refund/preview amount"] = new(owner, $"{shop.Api}/manage/orders/{paid.Code}/refund/preview",
            () => new() { ["endsAccess"] = false }, 100) { Stored = AmountAndCurrency };
        _requests[$"POST {orders}{{id}}/refunds amount"] = new(owner, $"{shop.Api}/manage/orders/{paid.OrderId}/refunds",
            () => new() { ["reason"] = "Asked for", ["endsAccess"] = false }, 100)
        {
            Stored = a => Task.FromResult((a.GetProperty("amount").GetInt64(), "CNY")),
        };

        var debtor = await shop.BuyerAsync("Li Na");
        (await debtor.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("processor", "bank"))).ShouldRedirect();
        var transfer = await shop.InAsync(db => db.Set<BankTransfer>().Select(t => t.Id).SingleAsync());
        _requests["PUT /api/communities/{community}/manage/transfers/{id}/arrival amount"] = new(owner,
            $"{shop.Api}/manage/transfers/{transfer}/arrival", () => new() { ["arrivedOn"] = Day }, 2900)
        {
            Stored = async _ => await shop.InAsync(db =>
                db.Set<BankTransfer>().Where(t => t.Id == transfer)
                    .Select(t => new ValueTuple<long, string>(t.Arrived!.Value, t.Currency)).SingleAsync()),
        };
        var campaign = 0;
        _requests["POST /api/communities/{community}/manage/coupons value"] = new(owner, shop.Api + "/manage/coupons",
            () => new() { ["code"] = $"SPRING{++campaign}", ["kind"] = "amount" }, 500)
        {
            Stored = async made => await shop.InAsync(db => db.Set<Coupon>()
                .Where(c => c.Id == made.GetProperty("codes")[0].GetProperty("id").GetInt64())
                .Select(c => new ValueTuple<long, string>(c.Value, c.Currency!)).SingleAsync()),
        };
    }

    private async Task<Purchase> PaidAsync(string name)
    {
        var buyer = await shop.BuyerAsync(name);
        var purchase = await shop.BuyAsync(buyer, processor: "test");
        await shop.DecideAsync(buyer, purchase);
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        return purchase;
    }

    private async Task BooksAsync(Client owner)
    {
        var author = await app.MemberAsync("Zhao Author");
        (await owner.PostAsync(shop.Api + "/manage/share-rules", new { member = author.Email, percent = 50, stream = "memberships", holdDays = 0 }))
            .ShouldBe(HttpStatusCode.Created);
        await PaidAsync("Sun Yi");
        var manage = "/api/communities/{community}/manage/";
        _requests[$"POST {manage}payouts amount"] = new(owner, shop.Api + "/manage/payouts",
            () => new() { ["account"] = $"payable:member:{author.Id}", ["currency"] = "CNY" }, 100) { Stored = AmountAndCurrency };
        _requests[$"POST {manage}costs unitAmount"] = new(owner, shop.Api + "/manage/costs",
            () => new() { ["day"] = Day, ["kind"] = "operation", ["text"] = "Host" }, 1200)
        {
            Stored = a => Task.FromResult((a.GetProperty("unitAmount").GetInt64(), a.GetProperty("currency").GetString()!)),
        };
        _requests[$"POST {manage}income amount"] = new(owner, shop.Api + "/manage/income",
            () => new() { ["day"] = Day, ["payer"] = "A sponsor" }, 1200) { Stored = AmountAndCurrency };
    }

    private async Task ArticlesAsync()
    {
        var owner = await library.ProgramAsync("owner", Scopes);
        var closed = await library.PublishesAsync("Closed", "Words.\n\n<!-- paywall -->\n\nMore.", access: ArticleAccess.Tier);
        var path = $"{library.Api}/articles/{closed}/offer";
        _requests["PUT /api/communities/{community}/articles/{id}/offer amount"] =
            new(owner, path, () => [], 1200) { AlsoNamed = ["price"], Stored = _ => OfferAsync(closed) };
        _requests["PUT /api/communities/{community}/articles/{id}/offer others[].amount"] = new(owner, path,
            () => new() { ["others"] = new JsonArray(new JsonObject { ["currency"] = "USD" }) }, 1200)
        {
            AlsoNamed = ["price"], Usual = "USD", Stored = _ => OfferAsync(closed),
        };

        var open = await library.PublishesAsync("Open", "Words for everyone.");
        (await (await library.SignedInAsync("owner")).SubmitAsync($"{library.Path}/manage/tips", ("open", "true"), ("amounts", "5\n10"),
            ("least", "1"), ("most", "1000"))).ShouldRedirect();
        _requests["POST /api/communities/{community}/checkout lines[].amount"] =
            new(await library.ProgramAsync("reader", Scopes), library.Api + "/checkout", () => new()
            {
                ["lines"] = new JsonArray(new JsonObject { ["kind"] = "tip", ["id"] = open.ToString(CultureInfo.InvariantCulture) }),
            }, 500)
            {
                Stored = a => Task.FromResult((a.GetProperty("total").GetInt64(), a.GetProperty("currency").GetString()!)),
            };
    }

    private async Task CoursesAsync()
    {
        var campus = await Campus.OpenAsync(app);
        var course = await campus.CourseAsync(access: "bought");
        _requests["PUT /api/communities/{community}/courses/{id}/offer prices[].amount"] =
            new(campus.Teacher, $"{campus.Api}/courses/{course}/offer",
                () => new() { ["prices"] = new JsonArray(new JsonObject { ["currency"] = "CNY" }) }, 1200)
            {
                AlsoNamed = ["price", "prices"],
                Stored = _ => campus.InAsync<AppDb, (long, string)>(db => db.Set<CourseOffer>()
                    .Where(o => o.CourseId == course && o.Amount != null).OrderByDescending(o => o.Id)
                    .Select(o => new ValueTuple<long, string>(o.Amount!.Value, o.Currency)).FirstAsync()),
            };
    }

    private async Task SessionsAsync()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.SessionAsync(access: "ticket");
        _requests["PUT /api/communities/{community}/sessions/{id}/offer prices[].amount"] =
            new(hall.Host, $"{hall.Api}/sessions/{session}/offer",
                () => new() { ["prices"] = new JsonArray(new JsonObject { ["currency"] = "CNY" }) }, 1200)
            {
                AlsoNamed = ["price", "prices"],
                Stored = _ => hall.InAsync<AppDb, (long, string)>(db => db.Set<TicketPrice>()
                    .Where(p => p.SessionId == session && p.Amount != null).OrderByDescending(p => p.Id)
                    .Select(p => new ValueTuple<long, string>(p.Amount!.Value, p.Currency)).FirstAsync()),
            };
    }

    private Task<(long, string)> OfferAsync(long article) => library.InAsync<AppDb, (long, string)>(db => db.Set<ArticleOffer>()
        .Where(o => o.ArticleId == article && o.Amount != null).OrderByDescending(o => o.Id)
        .Select(o => new ValueTuple<long, string>(o.Amount!.Value, o.Currency)).FirstAsync());

    private static Task<(long, string)> AmountAndCurrency(System.Text.Json.JsonElement answer) =>
        Task.FromResult((answer.GetProperty("amount").GetInt64(), answer.GetProperty("currency").GetString()!));

    private static string Day => "2026-03-01";
}
