using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Guildhall.Payments;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>A processor that does what a test tells it to, however bad: it hangs up, lies about amounts, captures twice.</summary>
internal sealed class StubProcessor : IPaymentProcessor
{
    public const string Key = "stub";
    private int _started;

    public string Name => Key;
    public string Title => "Example Pay";
    public ValueTask<bool> IsOnAsync(CancellationToken cancel) => new(true);
    public bool Takes(string currency) => true;
    public bool MovesRealMoney => true;

    /// <summary>Thrown by every call until it is <c>null</c>.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Thrown after the money has moved: the answer was lost.</summary>
    public Exception? LostAnswer { get; set; }

    /// <summary>Thrown when this payment shall go back, by the processor's id of it.</summary>
    public Dictionary<string, Exception> RefundFailures { get; } = [];

    public Dictionary<string, CheckoutRecord> Records { get; } = [];
    public HashSet<string> RefundRequests { get; } = [];

    /// <summary>When buyers pay, by its clock.</summary>
    public DateTime PaidAt { get; set; } = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>What its own list says; <c>null</c> offers none.</summary>
    public List<ListedPayment>? Listed { get; set; }

    public IAsyncEnumerable<ListedPayment>? ListAsync(DateTime from, DateTime until, CancellationToken cancel) =>
        Listed is null ? null : ListedAsync(Listed.Where(p => p.PaidAt >= from && p.PaidAt < until).ToList());

    private async IAsyncEnumerable<ListedPayment> ListedAsync(List<ListedPayment> payments)
    {
        await Task.Yield();
        Fail(Failure);
        foreach (var payment in payments)
            yield return payment;
    }

    public Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel)
    {
        Fail(Failure);
        var reference = $"st_{Interlocked.Increment(ref _started)}";
        Records[reference] = new CheckoutRecord(CheckoutState.Open, []);
        return Task.FromResult(new StartedCheckout(reference, new CheckoutStart.Page("https://pay.example/" + reference)));
    }

    public Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel)
    {
        Fail(Failure);
        return Task.FromResult(Records[reference]);
    }

    public Task RefundAsync(RefundRequest request, CancellationToken cancel)
    {
        Fail(Failure);
        Fail(RefundFailures.GetValueOrDefault(request.PaymentReference));
        if (RefundRequests.Add(request.RequestId))
        {
            var (reference, record) = Records.Single(r => r.Value.Payments.Any(p => p.Reference == request.PaymentReference));
            Records[reference] = record with
            {
                Payments = [.. record.Payments.Select(p => p.Reference != request.PaymentReference ? p : p with
                {
                    Refunds = [.. p.Refunds,
                        new RefundRecord("re_" + request.RequestId, request.RequestId, request.Amount, RefundOutcome.Succeeded, null, default)],
                })],
            };
        }
        Fail(LostAnswer);
        return Task.CompletedTask;
    }

    public ValueTask<WebhookEvent?> VerifyAsync(
        IHeaderDictionary headers, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel) =>
        throw new Refused("signature_bad", 400, "The signature doesn't match the body.");

    /// <summary>The buyer paid: this much, in this currency, on so many captures.</summary>
    public void Pay(string reference, long amount, string currency = "CNY", int captures = 1) => Records[reference] = new CheckoutRecord(
        CheckoutState.Paid, [.. Enumerable.Range(0, captures)
            .Select(i => new PaymentRecord($"pi_{reference}_{i}", amount, currency, 3, PaidAt, []))]);

    /// <summary>Another capture on the same page, of this much.</summary>
    public void Capture(string reference, long amount, string currency = "CNY")
    {
        var record = Records[reference];
        Records[reference] = new CheckoutRecord(CheckoutState.Paid,
            [.. record.Payments, new PaymentRecord($"pi_{reference}_{record.Payments.Count}", amount, currency, 3, PaidAt, [])]);
    }

    private static void Fail(Exception? failure)
    {
        if (failure is not null)
            throw failure;
    }
}

/// <summary>Breaks in the middle of a settlement, as a crash would.</summary>
internal sealed class Faults
{
    public int GrantsToFail { get; set; }
}

internal sealed class FaultyGrants(Grants grants, Faults faults) : IGrants
{
    public async Task GrantTierAsync(
        long communityId, long memberId, long tierId, DateTime from, DateTime? until, Thing source, long? by, DateTime now,
        CancellationToken cancel = default)
    {
        await grants.GrantTierAsync(communityId, memberId, tierId, from, until, source, by, now, cancel);
        if (source.Kind == "order_line" && faults.GrantsToFail-- > 0)
            throw new IOException("The machine stops here.");
    }

    public Task GrantThingAsync(
        long communityId, long memberId, Thing thing, DateTime from, DateTime? until, Thing source, long? by, DateTime now,
        CancellationToken cancel = default) =>
        grants.GrantThingAsync(communityId, memberId, thing, from, until, source, by, now, cancel);

    public Task GrantRoleAsync(
        long communityId, long memberId, string role, Thing source, long? by, DateTime now, CancellationToken cancel = default) =>
        grants.GrantRoleAsync(communityId, memberId, role, source, by, now, cancel);

    public Task RevokeAsync(
        long communityId, Thing source, string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default) =>
        grants.RevokeAsync(communityId, source, reason, because, by, now, cancel);

    public Task<DateTime?> RunsUntilAsync(long communityId, long memberId, long tierId, DateTime now, CancellationToken cancel = default) =>
        grants.RunsUntilAsync(communityId, memberId, tierId, now, cancel);

    public Task<IReadOnlyList<HeldPeriod>> PeriodsAsync(long communityId, long memberId, long tierId, CancellationToken cancel = default) =>
        grants.PeriodsAsync(communityId, memberId, tierId, cancel);

    public Task<IReadOnlyList<GrantInfo>> OfSourcesAsync(
        long communityId, string sourceKind, IReadOnlyCollection<long> sourceIds, CancellationToken cancel = default) =>
        grants.OfSourcesAsync(communityId, sourceKind, sourceIds, cancel);

    public IQueryable<SourceGrants> CountBySource(string sourceKind) => grants.CountBySource(sourceKind);
}

/// <summary>The program with a processor and an access ledger that can be made to fail.</summary>
public sealed class FaultyApp : GuildhallApp
{
    internal StubProcessor Processor { get; } = new();
    internal Faults Faults { get; } = new();

    protected override void Arrange(IServiceCollection services)
    {
        services.AddSingleton<IPaymentProcessor>(Processor);
        services.Configure<PaymentsOptions>(o => o.TestProcessor = false);
        services.AddSingleton(Faults);
        services.AddScoped<IGrants>(s => new FaultyGrants(ActivatorUtilities.CreateInstance<Grants>(s), s.GetRequiredService<Faults>()));
    }

    /// <summary>Somebody new at a new shop has placed an order and not paid it.</summary>
    internal async Task<(Shop, Buyer, Purchase)> BuyAsync()
    {
        var shop = await Shop.OpenAsync(this);
        var buyer = await shop.BuyerAsync();
        (await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"))).ShouldBe(HttpStatusCode.SeeOther);
        var checkout = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().SingleAsync());
        var code = await shop.InAsync(db => db.Set<Order>().Select(o => o.Code).SingleAsync());
        return (shop, buyer, new Purchase(checkout.OrderId, code, checkout.StartValue!, checkout.Reference!));
    }
}
