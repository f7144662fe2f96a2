using Guildhall.Payments.Processors;
using Stripe;

namespace Guildhall.Payments.Stripe;

/// <summary>Their prices for our plans, each made once and found again by our key.</summary>
internal static class StripePlans
{
    /// <returns>The price's id.</returns>
    public static async Task<string> PriceAsync(StripeClient client, SubscriptionPlan plan, CancellationToken stop)
    {
        var prices = new PriceService(client);
        var amount = StripeMoney.ToStripe(plan.Amount, plan.Currency);
        if (await FindAsync(prices, plan, stop) is { } made)
            return made.UnitAmount == amount && StripeMoney.CodeOf(made.Currency) == plan.Currency ? made.Id
                : throw new ProcessorFailure("plan_differs", final: true);
        try
        {
            var price = await prices.CreateAsync(
                new PriceCreateOptions
                {
                    LookupKey = plan.Key,
                    Currency = plan.Currency.ToLowerInvariant(),
                    UnitAmount = amount,
                    Recurring = new PriceRecurringOptions { Interval = "month", IntervalCount = plan.Months },
                    ProductData = new PriceProductDataOptions { Name = plan.Title },
                },
                new RequestOptions { IdempotencyKey = "guildhall-plan-" + plan.Key }, stop);
            return price.Id;
        }
        catch (StripeException refused) when ((int)refused.HttpStatusCode is 400 or 409)
        {
            // Somebody else was first with this key, under another title perhaps.
            if (await FindAsync(prices, plan, stop) is { } theirs)
                return theirs.Id;
            throw;
        }
    }

    /// <summary>A coupon for the first charge alone.</summary>
    public static async Task<string> OnceOffAsync(
        StripeClient client, long amount, string currency, string requestId, CancellationToken stop)
    {
        var coupon = await new CouponService(client).CreateAsync(
            new CouponCreateOptions
            {
                AmountOff = StripeMoney.ToStripe(amount, currency),
                Currency = currency.ToLowerInvariant(),
                Duration = "once",
                MaxRedemptions = 1,
            },
            new RequestOptions { IdempotencyKey = requestId + "-coupon" }, stop);
        return coupon.Id;
    }

    private static async Task<Price?> FindAsync(PriceService prices, SubscriptionPlan plan, CancellationToken stop) =>
        (await prices.ListAsync(new PriceListOptions { LookupKeys = [plan.Key], Active = true, Limit = 1 }, requestOptions: null, stop))
        .Data.FirstOrDefault();
}
