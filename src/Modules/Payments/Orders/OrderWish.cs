using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Invoices;

namespace Guildhall.Payments.Orders;

/// <summary>What somebody asks for when they order.</summary>
/// <param name="Processor">Who shall take the money; <c>null</c> for the usual one.</param>
/// <param name="ReturnPath">Local path to which the buyer is led back; <c>null</c> when unknown.</param>
internal sealed record OrderWish(IReadOnlyList<SaleWish> Lines, string? Processor, string? ReturnPath)
{
    /// <summary>Codes as they were typed.</summary>
    public IReadOnlyList<string> Coupons { get; init; } = [];

    public const int MaxLines = 20;

    /// <summary>The buyer wants to be charged for every further period too.</summary>
    public bool Renews { get; init; }

    /// <summary>What documents need. Not a part of what tells one wish from another.</summary>
    public Papers Papers { get; init; } = new();

    /// <summary>The subscription whose plan it replaces at once; <c>null</c> for an ordinary purchase.</summary>
    public Upgrade? Upgrade { get; init; }

    /// <summary>For whom it is bought, where that is not the buyer as they are now; <c>null</c> for an ordinary purchase.</summary>
    public ClaimWish? For { get; init; }

    /// <summary>Of the text that tells one wish from another.</summary>
    public const int MaxLength = 4000;

    public static OrderWish Of(SaleWish line, string? processor = null, string? returnPath = null) => new([line], processor, returnPath);

    /// <summary>Codes out of one field.</summary>
    public static IReadOnlyList<string> Codes(string? typed) =>
        (typed ?? "").Split([',', '，', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The wish in one text: the same key with another text is another wish. The way of paying may be chosen anew.</summary>
    public string Asked
    {
        get
        {
            var lines = Lines.Select(l => $"{l.Kind}:{l.Id}×{l.Quantity}/{l.Interval?.Word()}{(l.Trial ? "/trial" : "")}"
                + (l.Currency is { } c ? "/" + c : "") + (l.Amount is { } own ? $"={own}" : ""));
            return string.Join(' ', [.. lines, .. Coupons.Select(c => $"−{CouponCode.Fold(c)}")])
                + (Renews ? " renews" : "") + (Upgrade is { } upgrade ? $" upgrade:{upgrade.SubscriptionId}" : "")
                + (For is { } whom ? $" for:{whom.Print}" : "");
        }
    }

    /// <exception cref="Refused">422: no line, or too many; a quantity that is none.</exception>
    public OrderWish Check()
    {
        if (Lines.Count is 0 or > MaxLines)
            throw Refused.AtField("lines", "lines_count", "An order has 1 to {0} lines.", MaxLines);
        if (Lines.Any(l => l.Kind is not { Length: > 0 and <= 40 } || l.Id is not { Length: > 0 and <= 100 }))
            throw Refused.AtField("lines", "line_malformed", "Each line names a kind and an id.");
        if (Coupons.Count > RedeemCoupons.MostPerOrder)
            throw Refused.AtField("coupon", "coupons_too_many", "At most {0} coupons are used at once.", RedeemCoupons.MostPerOrder);
        if (Coupons.FirstOrDefault(c => c.Length > 100) is { } overlong)
            throw Refused.AtField("coupon", "coupon_unknown", "No coupon {0}. Enter it exactly as you received it, in Latin letters.", overlong[..60]);
        if (Lines.Any(l => l.Quantity is < 1 or > 10_000))
            throw Refused.AtField("quantity", "quantity_out_of_range", "Enter a quantity between 1 and {0}.", 10_000);
        if (For is not null && (Lines is not [{ Quantity: 1, Trial: false }] || Renews))
            throw Refused.AtField("gift", "gift_not_alone", "A gift is a single item paid once. Order it on its own.");
        return this;
    }
}

/// <summary>An order that puts another plan in the place of a subscription's.</summary>
/// <param name="Credit">Minor units that unused days of it pay, at most the price.</param>
internal sealed record Upgrade(long SubscriptionId, long Credit);
