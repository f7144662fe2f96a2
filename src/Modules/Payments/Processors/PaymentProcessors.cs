using Guildhall.Kernel.Http;

namespace Guildhall.Payments.Processors;

/// <summary>The processors that this program knows, by name.</summary>
internal sealed class PaymentProcessors(IEnumerable<IPaymentProcessor> processors)
{
    // Those that move money come first: the test processor is what remains where none is set up.
    private readonly List<IPaymentProcessor> _all = [.. processors.OrderByDescending(p => p.MovesRealMoney)];

    /// <summary>Every one, on or off, the preferred ones first.</summary>
    public IReadOnlyList<IPaymentProcessor> All => _all;

    /// <summary>Those that take new orders, the preferred one first.</summary>
    /// <param name="currency">ISO 4217; <c>null</c> for any.</param>
    public async Task<IReadOnlyList<IPaymentProcessor>> OnAsync(string? currency, CancellationToken cancel)
    {
        var on = new List<IPaymentProcessor>();
        foreach (var processor in _all)
        {
            // In this order: which currencies one takes may be a setting, and it reads its settings here.
            if (await processor.IsOnAsync(cancel) && (currency is null || processor.Takes(currency)))
                on.Add(processor);
        }
        return on;
    }

    /// <summary>The one that takes an order on: the wanted one while it is on and takes the currency, else the preferred one.</summary>
    /// <exception cref="Refused">409 payments_off: none is on, or none takes the currency; 422: nobody is called so.</exception>
    public async Task<IPaymentProcessor> ForOrderAsync(string? wanted, string currency, CancellationToken cancel)
    {
        RequireKnown(wanted);
        var on = await OnAsync(currency, cancel);
        return on.FirstOrDefault(p => p.Name == wanted) ?? (on.Count > 0 ? on[0] : throw await OffAsync(currency, cancel));
    }

    /// <summary>As <see cref="ForOrderAsync"/>, among those that charge period after period.</summary>
    /// <param name="course">What it costs, period by period.</param>
    /// <exception cref="Refused">409 payments_off; 422 renewal_not_offered: none of those that are on does; coupon_not_chargeable,
    /// processor_cannot_discount: not what a coupon promises.</exception>
    public async Task<IPaymentProcessor> ForRenewalAsync(string? wanted, string currency, PriceCourse course, CancellationToken cancel)
    {
        RequireKnown(wanted);
        var on = (await OnAsync(currency, cancel)).OfType<IRecurringProcessor>().ToList();
        if (on.Count == 0)
            throw (await OnAsync(null, cancel)).Count == 0 ? await OffAsync(currency, cancel)
                : Refused.AtField("renews", "renewal_not_offered", "No payment method on this site can renew automatically. Pay for one period.");
        var able = on.FindAll(p => !course.ChargesNothing && p.Carries(course));
        if (able.Count == 0)
            throw Refused.AtField("coupon", "coupon_not_chargeable", "No payment method here can charge this coupon's price on renewals. Pay for one period instead.");
        if (able.All(p => p.Name != wanted) && on.Find(p => p.Name == wanted) is { } unable)
            throw Refused.AtField("processor", "processor_cannot_discount", "{0} can't charge what this coupon promises. Pay with {1}.",
                unable.Title, string.Join(", ", able.Select(p => p.Title)));
        return able.Find(p => p.Name == wanted) ?? able[0];
    }

    public async Task<bool> IsOnAsync(string name, CancellationToken cancel) =>
        Find(name) is { } processor && await processor.IsOnAsync(cancel);

    /// <summary>
    /// A test processor that is switched off takes and tells nothing. One that moves real money goes on with what is under way.
    /// </summary>
    public async Task<bool> IsClosedAsync(string name, CancellationToken cancel) =>
        Find(name) is { MovesRealMoney: false } test && !await test.IsOnAsync(cancel);

    /// <summary>
    /// One that moves real money and was switched off, or has lost its secrets: it can be asked nothing, so what is under way there waits.
    /// A bank is asked by its operator, not by us.
    /// </summary>
    public async Task<bool> IsAwayAsync(string name, CancellationToken cancel) =>
        Find(name) is { MovesRealMoney: true, SendsWebhooks: true } real && !await real.IsOnAsync(cancel);

    public IPaymentProcessor? Find(string name) => _all.Find(p => p.Name == name);

    /// <exception cref="ProcessorFailure">A stored row names one that this program no longer has.</exception>
    public IPaymentProcessor Get(string name) => Find(name) ?? throw new ProcessorFailure("processor_gone");

    private void RequireKnown(string? wanted)
    {
        if (wanted is { Length: > 0 } && Find(wanted) is null)
            throw Refused.AtField("processor", "processor_unknown", "There is no such payment method. Choose one of {0}.",
                string.Join(", ", _all.Select(p => p.Name)));
    }

    private async Task<Refused> OffAsync(string currency, CancellationToken cancel) => (await OnAsync(null, cancel)).Count == 0
        ? new Refused("payments_off", 409, "This site isn't accepting payments right now.")
        : new Refused("currency_not_taken", 409, "No payment method on this site supports {0}.", currency);
}
