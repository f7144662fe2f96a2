using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments.Bank;
using Guildhall.App.Tests.Payments.Books;
using Guildhall.Content.Articles;
using Guildhall.Content.Writing;
using Guildhall.Payments.Bank;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>
/// Every amount that the API takes, found in its document, so that a new one is found by itself: whoever adds one says here how a good
/// request looks, and it is asked with 10¹⁸, −1, 0, 1.005 and a text.
/// </summary>
public partial class Amounts_that_are_none(BankApp app) : IClassFixture<BankApp>
{
    /// <summary>Where nothing is a sum of its own.</summary>
    private static readonly HashSet<string> ZeroMeansSomething = [];

    /// <summary>Numbers of another kind under such a name.</summary>
    private static readonly string[] NoMoney = ["VoteReply value"];

    private static readonly string[] Wrong = ["1000000000000000000", "9223372036854775807", "-1", "0", "1.005", "\"ten\""];

    [Fact]
    public async Task Are_refused_at_every_field_of_the_document_and_change_nothing()
    {
        var fields = FieldsOf((await app.Visitor().GetAsync("/openapi/v1.json")).Json).Except(NoMoney).ToList();
        var books = await Bookkeeping.OpenAsync(app);
        var specimens = new Specimens(app, books);
        Assert.Equal("", string.Join(" | ", fields.Except(specimens.Known)));
        Assert.Equal("", string.Join(" | ", specimens.Known.Except(fields)));

        var passed = new List<string>();
        foreach (var field in fields)
        {
            var specimen = await specimens.OfAsync(field);
            foreach (var wrong in Wrong.Where(w => w != "0" || !ZeroMeansSomething.Contains(field)))
            {
                var answer = await specimens.SendAsync(specimen, JsonNode.Parse(wrong)!);
                if ((int)answer.Status is not (>= 400 and < 500) || answer.Json.GetProperty("code").GetString() is not { Length: > 0 })
                    passed.Add($"{field} = {wrong}: {answer} {answer.Text}");
            }
            // The control: with a good amount the same request is taken, so that it was the amount that was refused.
            var good = await specimens.SendAsync(specimen, specimen.Good);
            if ((int)good.Status >= 300)
                passed.Add($"{field} = {specimen.Good}: {good} {good.Text}");
        }

        Assert.True(passed.Count == 0, string.Join('\n', passed));
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public void Would_be_seen_in_a_document()
    {
        var document = JsonSerializer.Deserialize<JsonElement>("""
            {"paths":{"/x":{"post":{"operationId":"X","requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/X"}}}}}}},
             "components":{"schemas":{"X":{"properties":{"rows":{"type":"array","items":{"properties":{"fullPrice":{"type":["null","integer"]},"rank":{"type":"integer"}}}}}}}}}
            """);

        Assert.Equal(["X rows.fullPrice"], FieldsOf(document));
    }

    private static List<string> FieldsOf(JsonElement document)
    {
        var found = new List<string>();
        foreach (var operation in document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject())
            .Where(o => o.Value.ValueKind == JsonValueKind.Object && o.Value.TryGetProperty("requestBody", out _)))
        {
            if (!operation.Value.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out var body))
                continue;
            var names = new List<string>();
            Walk(document, body.GetProperty("schema"), "", names, 0);
            found.AddRange(names.Select(n => $"{operation.Value.GetProperty("operationId").GetString()} {n}"));
        }
        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    }

    private static void Walk(JsonElement document, JsonElement schema, string path, List<string> found, int depth)
    {
        if (depth > 12)
            return;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Walk(document, document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]),
                path, found, depth + 1);
            return;
        }
        foreach (var either in new[] { "oneOf", "anyOf", "allOf" })
            if (schema.TryGetProperty(either, out var parts))
                foreach (var part in parts.EnumerateArray())
                    Walk(document, part, path, found, depth + 1);
        if (schema.TryGetProperty("items", out var items))
            Walk(document, items, path, found, depth + 1);
        if (!schema.TryGetProperty("properties", out var properties))
            return;
        foreach (var property in properties.EnumerateObject())
        {
            if (Amount().IsMatch(property.Name) && property.Value.TryGetProperty("type", out var type)
                && (type.ToString().Contains("integer") || type.ToString().Contains("number")))
                found.Add(path + property.Name);
            Walk(document, property.Value, path + property.Name + ".", found, depth + 1);
        }
    }

    [GeneratedRegex("(amount|price|value|fee)$", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();

    /// <param name="Body">A good request; the amount is put in its place.</param>
    /// <param name="Field">Where it goes: "lines.0.amount".</param>
    private sealed record Specimen(HttpMethod Method, string Path, JsonNode Body, string Field, JsonNode Good);

    /// <summary>How a good request looks, by operation and field.</summary>
    private sealed class Specimens(BankApp app, Bookkeeping books)
    {
        private int _keys;
        private Client? _program;

        public IReadOnlyList<string> Known =>
        [
            "ConfirmTransfer amount", "CreateTier monthPrice", "CreateTier prices.amount", "CreateTier prices.introAmount",
            "CreateTier yearPrice", "EnterCost unitAmount", "EnterIncome amount", "IssueCoupons value", "PreviewRefundOfOrder amount",
            "RecordPayout amount", "RefundOrder amount", "ReviseTier monthPrice", "ReviseTier prices.amount", "ReviseTier prices.introAmount",
            "ReviseTier yearPrice", "SellArticle amount", "SellArticle others.amount", "Simulate prices.amount", "StartCheckout lines.amount",
        ];

        public async Task<Specimen> OfAsync(string field)
        {
            var (shop, manage, tiers) = (books.Shop, books.Api, books.Shop.Api + "/tiers");
            var at = field.Split(' ')[1];
            switch (field.Split(' ')[0])
            {
                case "ConfirmTransfer":
                    var buyer = await shop.BuyerAsync();
                    await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("processor", "bank"));
                    var transfer = await shop.InAsync(db => db.Set<BankTransfer>().MaxAsync(t => t.Id));
                    return Put($"{manage}/transfers/{transfer}/arrival", new { amount = 2900, arrivedOn = "2026-03-01" }, at, 2900);
                case "IssueCoupons":
                    return Post($"{manage}/coupons", new { code = "AMOUNT", kind = "amount", value = 500, currency = "CNY" }, at, 500);
                case "CreateTier":
                    return Post(tiers, Tier("New"), Index(at), at.EndsWith("introAmount") ? 100 : 900);
                case "ReviseTier":
                    return Put($"{tiers}/{shop.Partner.TierId}", Tier("Partner"), Index(at), at.EndsWith("introAmount") ? 100 : 900);
                case "EnterCost":
                    return Post($"{manage}/costs", new { day = "2026-03-01", kind = "operation", text = "Host", unitAmount = 1 }, at, 5);
                case "EnterIncome":
                    return Post($"{manage}/income", new { day = "2026-03-01", payer = "Acme", amount = 1 }, at, 5);
                case "RecordPayout":
                    await books.EnterAsync("owed", "operation", 1000, account: "payable");
                    return Post($"{manage}/payouts", new { account = "payable:suppliers", amount = 1, currency = "CNY" }, at, 5);
                case "PreviewRefundOfOrder":
                    return Post($"{manage}/orders/{(await BuyAsync(shop)).Code}/refund/preview", new { amount = 1, endsAccess = false }, at, 5);
                case "RefundOrder":
                    return Post($"{manage}/orders/{(await BuyAsync(shop)).OrderId}/refunds", new { amount = 1, reason = "Wrong" }, at, 5);
                case "SellArticle":
                    return Put($"{shop.Api}/articles/{await ArticleAsync()}/offer",
                        new { amount = 900, others = new[] { new { currency = "USD", amount = 900 } } }, at.Replace("others.", "others.0."), 990);
                case "Simulate":
                    return Post($"{manage}/rehearsal",
                        new { prices = new[] { new { tier = shop.Premium.TierId, interval = "month", amount = 1 } } }, "prices.0.amount", 3900);
                default:
                    await books.Browser.SubmitAsync($"{books.Manage}/tips", ("open", "true"), ("amounts", "5\n10"), ("least", "1"), ("most", "1000"));
                    _program = await app.TokenAsync(await app.MemberAsync("Reader"), "orders:write");
                    return Post($"{shop.Api}/checkout",
                        new { lines = new[] { new { kind = "tip", id = $"{await ArticleAsync()}", amount = 1 } } }, "lines.0.amount", 500);
            }
        }

        public async Task<Answer> SendAsync(Specimen specimen, JsonNode amount)
        {
            _program ??= await app.TokenAsync(
                books.Shop.Owner, "orders:read", "orders:write", "communities:write", "tiers:write", "articles:write");
            var body = specimen.Body.DeepClone();
            var steps = specimen.Field.Split('.');
            var place = steps[..^1].Aggregate(body, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
            place[steps[^1]] = amount.DeepClone();
            var request = new HttpRequestMessage(specimen.Method, specimen.Path) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", $"amount-{++_keys}");
            return await _program.SendAsync(request);
        }

        private static async Task<Purchase> BuyAsync(Shop shop)
        {
            var buyer = await shop.BuyerAsync();
            var purchase = await shop.BuyAsync(buyer, processor: "test");
            await shop.DecideAsync(buyer, purchase, scenario: TestScenario.Pays);
            await shop.PassAsync(TimeSpan.FromSeconds(2));
            await shop.PassAsync(TimeSpan.FromSeconds(2));
            return purchase;
        }

        private async Task<long> ArticleAsync()
        {
            var text = new ArticleText("Sold", null, books.Shop.Community.Space("announcements")!.Id, ArticleAccess.Tier,
                books.Shop.Premium.TierId, "en", "Free words.\n\n<!-- paywall -->\n\nThe rest.\n");
            var id = await books.Shop.InScopeAsync(
                s => s.GetRequiredService<CreateArticle>().RunAsync(text, books.Shop.Owner.Id, app.Clock.Now));
            await app.SettleAsync();
            return id;
        }

        private static string Index(string field) => field.Replace("prices.", "prices.0.");

        private static object Tier(string name) => new
        {
            name, rank = 40, isFree = false, prices = new[] { new { interval = "quarter", amount = 900, introAmount = 100 } },
        };

        private static Specimen Post(string path, object body, string field, int good) => Of(HttpMethod.Post, path, body, field, good);

        private static Specimen Put(string path, object body, string field, int good) => Of(HttpMethod.Put, path, body, field, good);

        private static Specimen Of(HttpMethod method, string path, object body, string field, int good) =>
            new(method, path, JsonSerializer.SerializeToNode(body)!, field, JsonValue.Create(good));
    }
}
