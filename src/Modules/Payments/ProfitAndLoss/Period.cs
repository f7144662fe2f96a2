using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;

namespace Guildhall.Payments.ProfitAndLoss;

/// <summary>Days by a community's clock, both included, and the UTC instants between which they lie.</summary>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC, exclusive.</param>
public sealed record Period(DateOnly From, DateOnly To, DateTime Start, DateTime End)
{
    private const int LongestYears = 30;

    internal static Period Of(DateOnly from, DateOnly to, BookClock clock) => new(from, to, clock.StartOf(from),
        clock.StartOf(to.AddDays(1)));

    /// <param name="from">As it was typed; without both it is the month of <paramref name="now"/>.</param>
    /// <exception cref="Refused">422: no days, the wrong way round, or too many.</exception>
    internal static Period Read(string? from, string? to, CommunityInfo community, DateTime now)
    {
        var clock = BookClock.Of(community);
        if (string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(to))
            return MonthOf(clock.DayOf(now), clock);
        var first = Days.Read(from) ?? throw Refused.AtField("from", "day_unreadable", "Write the day as year, month, day, like 2026-03-31.");
        var last = Days.Read(to) ?? throw Refused.AtField("to", "day_unreadable", "Write the day as year, month, day, like 2026-03-31.");
        if (last < first)
            throw Refused.AtField("to", "span_empty", "The last day is before the first.");
        if (first.AddYears(LongestYears) < last || last.Year > 9000)
            throw Refused.AtField("to", "span_long", "Choose at most {0} years.", LongestYears);
        return Of(first, last, clock);
    }

    internal static Period MonthOf(DateOnly day, BookClock clock) => MonthsOf(day, 1, clock);

    internal static Period QuarterOf(DateOnly day, BookClock clock) => MonthsOf(day.AddMonths(-((day.Month - 1) % 3)), 3, clock);

    internal static Period YearOf(DateOnly day, BookClock clock) => MonthsOf(day.AddMonths(1 - day.Month), 12, clock);

    /// <summary>The span of the same kind before it: the month before a month, as many days before any other.</summary>
    internal Period Before(BookClock clock)
    {
        if (From.Day == 1 && To.AddDays(1).Day == 1)
        {
            var months = (To.Year - From.Year) * 12 + To.Month - From.Month + 1;
            return Of(From.AddMonths(-months), From.AddDays(-1), clock);
        }
        return Of(From.AddDays(From.DayNumber - To.DayNumber - 1), From.AddDays(-1), clock);
    }

    /// <summary>Its parts for a chart: days up to a month and a half, months up to five years, else years.</summary>
    internal IReadOnlyList<Period> Parts(BookClock clock)
    {
        var days = To.DayNumber - From.DayNumber + 1;
        var parts = new List<Period>();
        for (var first = From; first <= To;)
        {
            var last = days <= 45 ? first : days <= 5 * 366
                ? new DateOnly(first.Year, first.Month, 1).AddMonths(1).AddDays(-1)
                : new DateOnly(first.Year, 12, 31);
            if (last > To)
                last = To;
            parts.Add(Of(first, last, clock));
            first = last.AddDays(1);
        }
        return parts;
    }

    private static Period MonthsOf(DateOnly day, int months, BookClock clock)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return Of(first, first.AddMonths(months).AddDays(-1), clock);
    }
}
