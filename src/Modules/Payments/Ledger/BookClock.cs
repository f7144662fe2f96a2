using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Ledger;

/// <summary>Days by a community's clock, which the books go by.</summary>
internal sealed class BookClock(TimeZoneInfo zone)
{
    public static BookClock Of(CommunityInfo community) => new(TimeZoneInfo.FindSystemTimeZoneById(community.TimeZone));

    public DateOnly DayOf(DateTime at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, zone));

    /// <summary>The first instant of the day, UTC.</summary>
    public DateTime StartOf(DateOnly day) => WallClock.ToUtc(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The instant by which something of this day is booked: far from both ends, should the community move.</summary>
    public DateTime NoonOf(DateOnly day) => WallClock.ToUtc(day.ToDateTime(new TimeOnly(12, 0)), zone);

    public DateTime LocalOf(DateTime at) => TimeZoneInfo.ConvertTimeFromUtc(at, zone);
}
