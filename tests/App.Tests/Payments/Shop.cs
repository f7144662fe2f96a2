using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>
/// A community that sells Premium for ¥29.00 a month or ¥299.00 a year and Partner by the year, to people at browsers of their own.
/// </summary>
internal sealed class Shop(GuildhallApp app, CommunityInfo community, Person owner, IReadOnlyList<TierOffer> tiers)
{
    private static int _opened;

    public CommunityInfo Community => community;
    public Person Owner => owner;
    public TierOffer Free => tiers[0];
    public TierOffer Premium => tiers[1];
    public TierOffer Partner => tiers[2];
    public string Path => "/c/" + community.Slug;
    public string Api => "/api/communities/" + community.Slug;
    private DateTime Now => app.Clock.Now;

    public static async Task<Shop> OpenAsync(GuildhallApp app)
    {
        var owner = await app.MemberAsync("Lin Zhou");
        var wanted = new NewCommunity("书院", $"shop-{Interlocked.Increment(ref _opened)}", "", CommunityKind.PaidKnowledge, "indigo", "en", "Asia/Shanghai", "CNY").Check();
        var community = await app.WithAsync<OpenCommunity, CommunityInfo>(open => open.RunAsync(wanted, owner.Id, app.Clock.Now, default));
        await app.SettleAsync();
        return new Shop(app, community, owner, await app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(community.Id)));
    }

    public string CheckoutPath(TierOffer tier, string query = "") => $"{Path}/checkout?tier={tier.Slug}{query}";

    /// <summary>What a program sends to buy Premium.</summary>
    public object Wish(string interval = "month") => new { lines = new[] { new { kind = "tier", id = Premium.Slug, interval } } };

    /// <summary>Somebody new, signed in.</summary>
    public async Task<Buyer> BuyerAsync(string name = "Wang Fang")
    {
        var person = await app.MemberAsync(name);
        return new Buyer(person, await app.SignInAsync(person));
    }

    /// <summary>Presses Buy; the order is not paid yet.</summary>
    public async Task<Purchase> BuyAsync(Buyer buyer, TierOffer? tier = null, string interval = "month", string? processor = null)
    {
        (string, object)[] chosen = processor is null ? [("interval", interval)] : [("interval", interval), ("processor", processor)];
        var sent = await buyer.Browser.SubmitAsync(CheckoutPath(tier ?? Premium), chosen);
        Assert.StartsWith("/test-processor/pay/", sent.Location ?? sent.ToString());
        var reference = sent.Location!.Split('/')[^1];
        var order = await InAsync(db => db.Set<Order>().AsNoTracking().Where(o => o.MemberId == buyer.Person.Id)
            .OrderByDescending(o => o.Id).FirstAsync());
        return new Purchase(order.Id, order.Code, sent.Location, reference);
    }

    /// <summary>Presses a button at the test processor, and goes where it sends the buyer.</summary>
    public async Task<Answer> DecideAsync(Buyer buyer, Purchase purchase, string decision = "pay", TestScenario scenario = TestScenario.Pays)
    {
        var back = await buyer.Browser.SubmitAsync(purchase.PayPath, ("decision", decision), ("scenario", EnumWords.Of(scenario)));
        Assert.Equal($"{Path}/orders/{purchase.Code}", back.Location);
        return await buyer.Browser.FollowAsync(back);
    }

    /// <summary>The whole way: buys, pays, and the webhooks have come.</summary>
    public async Task<Purchase> BuyAndPayAsync(
        Buyer buyer, TierOffer? tier = null, string interval = "month", TestScenario scenario = TestScenario.Pays)
    {
        var purchase = await BuyAsync(buyer, tier, interval);
        await DecideAsync(buyer, purchase, scenario: scenario);
        await PassAsync(TimeSpan.FromSeconds(1));
        await PassAsync(TimeSpan.FromSeconds(2));
        return purchase;
    }

    /// <summary>Time goes by, and what falls due is done.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        app.Clock.Advance(time);
        await app.SettleAsync();
    }

    public async Task<OrderState> StateAsync(Purchase purchase) => (await OrderAsync(purchase)).StateAt(Now);

    public Task<Order> OrderAsync(Purchase purchase) =>
        InAsync(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync(o => o.Id == purchase.OrderId));

    public Task<IReadOnlyList<GrantInfo>> GrantsAsync(Purchase purchase) => InScopeAsync(async services =>
    {
        var lines = await services.GetRequiredService<AppDb>().Set<OrderLine>().Where(l => l.OrderId == purchase.OrderId).Select(l => l.Id)
            .ToListAsync();
        return await services.GetRequiredService<IGrants>().OfSourcesAsync(community.Id, "order_line", lines);
    });

    public Task<Holdings> HoldsAsync(Buyer buyer) =>
        app.WithAsync<IAccess, Holdings>(gate => gate.HoldingsAsync(new Viewer(buyer.Person.Id), community.Id, Now).AsTask());

    /// <summary>Ledger sums of this community by account.</summary>
    public Task<Dictionary<string, long>> BalancesAsync() => InScopeAsync(async services =>
        (await services.GetRequiredService<LedgerList>().BalancesAsync(default)).ToDictionary(b => b.Account, b => b.Amount));

    public async Task LedgerShouldBeSoundAsync()
    {
        var verdict = await app.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default));
        // Others who had this installation before may have left broken books on purpose.
        Assert.DoesNotContain(verdict.Violations, v => v.Community == community.Slug);
    }

    public Task<int> DeliveriesAsync() => app.WithAsync<AppDb, int>(db => db.Set<WebhookDelivery>().CountAsync());

    public Task<T> InAsync<T>(Func<AppDb, Task<T>> look) => InScopeAsync(services => look(services.GetRequiredService<AppDb>()));

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(community);
        // Operations of operators ask who acts: here it is the owner.
        scope.ServiceProvider.GetRequiredService<CurrentMember>().Enter(new Viewer(owner.Id));
        return await act(scope.ServiceProvider);
    }

    /// <summary>A webhook of the test processor, signed as it signs.</summary>
    public async Task<HttpRequestMessage> WebhookAsync(
        string eventId, string reference, string type = TestEvent.PaymentSucceeded, DateTime? signedAt = null, string? secret = null)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"id":"{{{eventId}}}","type":"{{{type}}}","created":1,"object":{"reference":"{{{reference}}}","order":"O-1","amount":1,"currency":"CNY"}}""");
        return Webhook(body, TimedSignature.Sign(secret ?? await SecretAsync(), signedAt ?? Now, body));
    }

    public static HttpRequestMessage Webhook(byte[] body, string? signature, string processor = "test")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/" + processor) { Content = new ByteArrayContent(body) };
        if (signature is not null)
            request.Headers.TryAddWithoutValidation(TestPaymentProcessor.SignatureHeader, signature);
        return request;
    }

    public async Task<string> SecretAsync() => await app.Services.GetRequiredService<TestSecret>().GetAsync(default);

    public async Task<Answer> PostAsync(HttpRequestMessage webhook)
    {
        using var processor = app.Visitor();
        return await processor.SendAsync(webhook);
    }
}

internal sealed record Buyer(Person Person, Client Browser);

internal sealed record Purchase(long OrderId, string Code, string PayPath, string Reference);
