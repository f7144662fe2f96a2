using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;

namespace Guildhall.Payments.Invoices;

/// <summary>Reads what somebody asks a list of documents for.</summary>
internal static class InvoiceFilters
{
    /// <exception cref="Refused">422: no such kind, no such day.</exception>
    public static InvoiceFilter Read(string? kind, string? text, string? from, string? to, CommunityInfo community)
    {
        var wanted = EnumWords.Read<InvoiceKind>(kind);
        if (!string.IsNullOrEmpty(kind) && wanted is null)
            throw Refused.AtField("kind", "kind_unknown", "There is no such kind.");
        var clock = BookClock.Of(community);
        return new InvoiceFilter(wanted, text, Day("from", from) is { } first ? clock.StartOf(first) : null,
            Day("to", to) is { } last ? clock.StartOf(last.AddDays(1)) : null);
    }

    private static DateOnly? Day(string field, string? typed) => string.IsNullOrWhiteSpace(typed) ? null : Days.Read(typed)
        ?? throw Refused.AtField(field, "day_unreadable", "Write the day as year, month, day, like 2026-03-31.");
}
