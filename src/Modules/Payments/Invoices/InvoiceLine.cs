using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;

namespace Guildhall.Payments.Invoices;

/// <summary>A line of a document, as it was called and priced then. Only grows, like its document.</summary>
internal sealed class InvoiceLine : ICommunityOwned
{
    private InvoiceLine() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long InvoiceId { get; private set; }

    /// <summary>Empty for a part of an invoice that goes back.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What it is sold by; <c>null</c> for what is sold once.</summary>
    public Interval? Interval { get; private set; }

    public int Quantity { get; private set; }

    /// <summary>Of one, minor units, tax included.</summary>
    public long UnitAmount { get; private set; }

    /// <summary>Taken off the whole line; below zero where more was paid than the price.</summary>
    public long Discount { get; private set; }

    /// <summary>Of the whole line, tax included.</summary>
    public long Amount { get; private set; }

    public DateTime? CoversFrom { get; private set; }

    /// <summary>Exclusive.</summary>
    public DateTime? CoversUntil { get; private set; }

    /// <summary>
    /// The lines of an order for what was really paid: an operator may have accepted another amount, or another currency, than the price.
    /// </summary>
    public static IReadOnlyList<InvoiceLine> Of(Order order, long paid, string currency)
    {
        var amounts = TaxMath.Spread(paid, [.. order.Lines.Select(l => l.Total)]);
        return
        [
            .. order.Lines.Select((line, i) =>
            {
                // In another currency the price of one is not known, so the line is one thing.
                var (quantity, unit) = currency == order.Currency ? (line.Quantity, line.UnitAmount) : (1, amounts[i]);
                return new InvoiceLine
                {
                    CommunityId = order.CommunityId,
                    Title = line.Description,
                    Interval = line.Interval,
                    Quantity = quantity,
                    UnitAmount = unit,
                    Discount = checked(unit * quantity) - amounts[i],
                    Amount = amounts[i],
                    CoversFrom = line.CoversFrom,
                    CoversUntil = line.CoversUntil,
                };
            }),
        ];
    }

    /// <summary>The one line of a credit note over a part.</summary>
    public static InvoiceLine Part(long communityId, long amount) =>
        new() { CommunityId = communityId, Quantity = 1, UnitAmount = amount, Amount = amount };

    /// <summary>The same on another document.</summary>
    public InvoiceLine Again() => new()
    {
        CommunityId = CommunityId,
        Title = Title,
        Interval = Interval,
        Quantity = Quantity,
        UnitAmount = UnitAmount,
        Discount = Discount,
        Amount = Amount,
        CoversFrom = CoversFrom,
        CoversUntil = CoversUntil,
    };
}
