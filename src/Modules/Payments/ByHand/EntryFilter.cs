using Guildhall.Kernel.Http;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;

namespace Guildhall.Payments.ByHand;

/// <summary>Which documents a list shows.</summary>
/// <param name="Currency">ISO 4217; <c>null</c> for all.</param>
/// <param name="Start">UTC; <c>null</c> for no bound.</param>
/// <param name="End">UTC, exclusive.</param>
internal sealed record EntryFilter(string? Currency = null, DateTime? Start = null, DateTime? End = null)
{
    /// <param name="from">The first day as it was typed; what cannot be read is left out, as in an address that somebody shortened.</param>
    /// <param name="to">The last day.</param>
    public static EntryFilter OfAddress(string? currency, string? from, string? to, BookClock clock) => new(
        Kernel.Values.Currencies.Find(currency)?.Code, Days.Read(from) is { } first ? clock.StartOf(first) : null,
        Days.Read(to) is { } last ? clock.StartOf(last.AddDays(1)) : null);

    /// <exception cref="Refused">422: not a day.</exception>
    public static EntryFilter OfProgram(string? currency, string? from, string? to, BookClock clock) => new(
        currency, DayOf("from", from) is { } first ? clock.StartOf(first) : null,
        DayOf("to", to) is { } last ? clock.StartOf(last.AddDays(1)) : null);

    /// <param name="before">Those that were entered before this one.</param>
    public IQueryable<T> In<T>(IQueryable<T> documents, long? before) where T : class, IEntered
    {
        if (Currency is { } currency)
            documents = documents.Where(d => d.Currency == currency);
        if (Start is { } start)
            documents = documents.Where(d => d.At >= start);
        if (End is { } end)
            documents = documents.Where(d => d.At < end);
        return before is { } key ? documents.Where(d => d.Id < key) : documents;
    }

    private static DateOnly? DayOf(string field, string? text) => text is null ? null
        : Days.Read(text) ?? throw Refused.AtField(field, "day_unreadable", "Write the day as year, month, day, like 2026-03-31.");
}
