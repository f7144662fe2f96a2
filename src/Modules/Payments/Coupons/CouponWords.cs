using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Reading;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Coupons;

/// <summary>Coupons in words, on screen.</summary>
internal static class CouponWords
{
    public static string Off(Coupon coupon, Texts T) => coupon.Kind switch
    {
        CouponKind.Percent => T["{0} %", coupon.Value],
        CouponKind.TrialDays => T["{0} free {0:day|days}", coupon.Value],
        _ => new Money(coupon.Value, coupon.Currency!).Format(T.Language),
    };

    public static string Lasts(Coupon coupon, Texts T) => coupon.Periods switch
    {
        null => T["every period"],
        1 => T["once"],
        { } periods => T["{0} {0:period|periods}", periods],
    };

    public static string Holds(Coupon coupon, Texts T, ReaderTime time, TimeZoneInfo zone, TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (coupon.EndedAt is { } ended)
            return T["ended on {0}", time.Date(ended, zone)];
        if (coupon.EndsAt <= now)
            return T["expired on {0}", time.Date(coupon.EndsAt.Value, zone)];
        if (coupon.StartsAt > now)
            return T["from {0}", time.Date(coupon.StartsAt.Value, zone)];
        return coupon.EndsAt is { } until ? T["until {0}", time.Date(until, zone)] : T["no end date"];
    }

    public static string Standing(CouponStanding standing, Texts T) => standing switch
    {
        CouponStanding.Valid => T["Valid now"],
        CouponStanding.Planned => T["Not yet valid"],
        CouponStanding.Expired => T["Expired"],
        _ => T["Ended"],
    };

    public static string Uses(CouponRow row, Texts T)
    {
        var uses = row.Coupon.TotalLimit is { } most ? T["{0} of {1}", row.Uses, most] : T["{0}", row.Uses];
        return row.Kept > 0 ? $"{uses} {T["+ {0} unpaid", row.Kept]}" : uses;
    }
}
