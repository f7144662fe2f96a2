using System.Net;
using System.Security.Cryptography;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Rehearsing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>A change of prices, tiers and coupons is tried on what members really hold and pay; nothing is written.</summary>
public class Rehearsing_a_change(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Says_what_renewals_and_revenue_become_under_both_policies()
    {
        var shop = await Shop.OpenAsync(app);
        var charged = await Subscriber.BeginAsync(app, shop);
        var byHand = await shop.BuyerAsync();
        await shop.BuyAndPayAsync(byHand);
        var program = await app.TokenAsync(shop.Owner, "orders:read");

        var json = (await program.PostAsync(shop.Api + "/manage/rehearsal", new
        {
            prices = new[] { new { tier = shop.Premium.TierId, interval = "month", amount = 3900 } },
        })).ShouldBe(HttpStatusCode.OK).Json;

        var rows = json.GetProperty("subscriptions").EnumerateArray().Select(s => (s.GetProperty("before").GetInt64(), s.GetProperty("kept").GetInt64(),
            s.GetProperty("raised").GetInt64(), s.GetProperty("charged").GetBoolean())).ToList();
        Assert.Equal([(2900L, 2900L, 3900L, true), (2900L, 2900L, 3900L, false)], rows);
        var revenue = Assert.Single(json.GetProperty("revenue").EnumerateArray());
        Assert.Equal([5800L, 5800, 7800],
            new[] { "before", "kept", "raised" }.Select(policy => revenue.GetProperty(policy).GetInt64()));
        Assert.Equal(0, json.GetProperty("promises").GetArrayLength());
        Assert.Equal(2900, (await charged.RowAsync()).NextCharge);
    }

    [Fact]
    public async Task Writes_nothing()
    {
        var shop = await Shop.OpenAsync(app);
        await Subscriber.BeginAsync(app, shop);
        var space = shop.Community.Spaces[0];
        var proposal = new Proposal
        {
            Prices = new Dictionary<(long, Interval, string), long?> { [(shop.Premium.TierId, Interval.Month, "CNY")] = null },
            Merges = new Dictionary<long, long> { [shop.Premium.TierId] = shop.Partner.TierId },
            Opens = new Dictionary<long, long?> { [space.Id] = shop.Partner.TierId },
            Closes = new HashSet<long> { shop.Partner.TierId },
            EndsCoupons = new HashSet<long> { 1 },
        };
        var before = await FingerprintAsync(shop);

        var result = await RunAsync(shop, proposal);

        Assert.NotEmpty(result.Subscriptions);
        Assert.Equal(before, await FingerprintAsync(shop));
    }

    [Fact]
    public async Task Tells_who_gains_and_loses_and_which_promises_break()
    {
        var shop = await Shop.OpenAsync(app);
        (await (await app.SignInAsync(shop.Owner)).SubmitAsync($"{shop.Path}/manage/tiers/{shop.Premium.TierId}", ("lifetimePrice", "999.00"))).ShouldRedirect();
        var (monthly, forGood) = (await shop.BuyerAsync("Monthly"), await shop.BuyerAsync("Lifetime"));
        await shop.BuyAndPayAsync(monthly);
        await shop.BuyAndPayAsync(forGood, interval: "lifetime");
        var space = shop.Community.Spaces.First(s => s.TierId == shop.Premium.TierId);

        var lost = await RunAsync(shop, new Proposal { Opens = new Dictionary<long, long?> { [space.Id] = shop.Partner.TierId } });
        var merged = await RunAsync(shop, new Proposal
        {
            Merges = new Dictionary<long, long> { [shop.Premium.TierId] = shop.Partner.TierId },
            Prices = new Dictionary<(long, Interval, string), long?> { [(shop.Partner.TierId, Interval.Month, "CNY")] = null },
        });
        var opened = await RunAsync(shop, new Proposal { Opens = new Dictionary<long, long?> { [space.Id] = null } });

        Assert.Equal(new[] { monthly.Person.Id, forGood.Person.Id }.Order(), lost.Access.Select(a => a.MemberId).Order());
        Assert.All(lost.Access, a => Assert.Equal([space.Name], a.Loses));
        Assert.Equal([forGood.Person.Id], lost.Promises.Single(p => p.Kind == "lifetime_loses").MemberIds);
        Assert.Equal([monthly.Person.Id], lost.Promises.Single(p => p.Kind == "paid_period_shrinks").MemberIds);
        Assert.DoesNotContain(merged.Access, a => a.Loses.Count > 0);
        // By hand, by the month: Partner would be sold by the year alone.
        Assert.Equal([monthly.Person.Id], merged.Promises.Single(p => p.Kind == "renewal_blocked").MemberIds);
        Assert.Equal([space.Name], opened.OpenedToAll);
        Assert.Empty(opened.Promises);
    }

    [Fact]
    public async Task Tells_whose_coupon_would_end_or_be_made_dearer()
    {
        var shop = await Shop.OpenAsync(app);
        var coupon = await shop.InScopeAsync(s => s.GetRequiredService<ArrangeCoupons>()
            .IssueAsync("ALWAYS", new CouponTerms(CouponKind.Percent, 50, null) { Periods = null }, shop.Owner.Id, default));
        var buyer = await shop.BuyerAsync();
        await new Subscriber(app, shop, buyer).PayAsync(await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"),
            ("goesOn", "renews"), ("coupon", "ALWAYS"), ("do", "buy")));

        var ended = await RunAsync(shop, new Proposal { EndsCoupons = new HashSet<long> { coupon.Id } });
        var raised = await RunAsync(shop, new Proposal
        {
            Prices = new Dictionary<(long, Interval, string), long?> { [(shop.Premium.TierId, Interval.Month, "CNY")] = 3900 },
        });

        Assert.Equal((1450L, 2900L), (Assert.Single(ended.Subscriptions).Before, ended.Subscriptions[0].Kept));
        Assert.Equal([buyer.Person.Id], ended.Promises.Single(p => p.Kind == "coupon_ends").MemberIds);
        Assert.Equal((1450L, 1450L, 1950L), (raised.Revenue[0].Before, raised.Revenue[0].Kept, raised.Revenue[0].Raised));
        Assert.Equal([buyer.Person.Id], raised.Promises.Single(p => p.Kind == "coupon_for_ever_raised").MemberIds);
    }

    [Fact]
    public async Task Is_done_on_a_page_and_kept_from_members()
    {
        var shop = await Shop.OpenAsync(app);
        await Subscriber.BeginAsync(app, shop);
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");
        var path = shop.Path + "/manage/rehearsal";
        var field = $"price-{shop.Premium.TierId}-month-CNY";

        var wrong = await owner.SubmitAsync(path, (field, "1.005"));
        var shown = await owner.SubmitAsync(path, (field, "39"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("1.005", wrong.Document.QuerySelector($"[name={field}]")!.GetAttribute("value"));
        Assert.Contains("CN¥39.00", shown.ShouldBe(HttpStatusCode.OK).TextOf("main"));
        Assert.Contains("Nothing was changed", shown.TextOf("main"));
        (await (await shop.BuyerAsync()).Browser.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Refuses_what_there_is_not()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(shop.Owner, "orders:read");

        (await program.PostAsync(shop.Api + "/manage/rehearsal", new { close = new[] { 987_654_321 } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "tier_unknown");
        (await program.PostAsync(shop.Api + "/manage/rehearsal",
            new { merge = new[] { new { tier = shop.Premium.TierId, into = shop.Premium.TierId } } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "merge_circle");
        (await program.PostAsync(shop.Api + "/manage/rehearsal",
            new { prices = new[] { new { tier = shop.Premium.TierId, interval = "month", amount = -1 } } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "price_out_of_range");
    }

    private static Task<RehearsalResult> RunAsync(Shop shop, Proposal proposal) =>
        shop.InScopeAsync(s => s.GetRequiredService<Rehearse>().RunAsync(proposal, default));

    /// <summary>Every row of every table, with how many those are.</summary>
    private static Task<string> FingerprintAsync(Shop shop) => shop.InAsync(async db =>
    {
        var all = new StringBuilder();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct().Order())
        {
            var connection = db.Database.GetDbConnection();
            await db.Database.OpenConnectionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            var rows = new List<string>();
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                    rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                        .Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i).ToString())));
            }
            rows.Sort(StringComparer.Ordinal);
            all.Append(table).Append(rows.Count)
                .Append(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows)))));
        }
        return all.ToString();
    });
}
