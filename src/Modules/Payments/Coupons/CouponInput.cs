using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.Coupons;

/// <summary>What was typed into the fields of a coupon.</summary>
public sealed record CouponInput
{
    /// <summary>Of a posted form; nothing before it is posted.</summary>
    public static CouponInput Of(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return new CouponInput();
        var form = request.Form;
        return new CouponInput
        {
            Code = form["code"], Count = form["count"], Prefix = form["prefix"], Campaign = form["campaign"], Kind = form["kind"],
            Value = form["value"], From = form["from"], Until = form["until"], TotalLimit = form["totalLimit"],
            MemberLimit = form["memberLimit"], First = form["first"], Lasts = form["lasts"],
            Periods = form["periods"], Stacks = form["stacks"], Items = form["items"],
        };
    }

    public string? Code { get; init; }
    public string? Count { get; init; }
    public string? Prefix { get; init; }
    public string? Campaign { get; init; }
    public string? Kind { get; init; }
    public string? Value { get; init; }
    public string? From { get; init; }
    public string? Until { get; init; }
    public string? Lasts { get; init; }
    public string? Periods { get; init; }
    public string? TotalLimit { get; init; }
    public string? MemberLimit { get; init; }
    public string? First { get; init; }
    public string? Stacks { get; init; }
    public string? Items { get; init; }

    /// <exception cref="Refused">422 at the field that is wrong.</exception>
    internal CouponTerms ToTerms(string currency, TimeZoneInfo zone)
    {
        var kind = EnumWords.Read<CouponKind>(Kind) ?? throw Refused.AtField("kind", "kind_missing", "Choose a discount.");
        return new CouponTerms(kind, kind == CouponKind.Amount ? AmountOf(currency) : Whole("value", Value) ?? 0, currency)
        {
            Campaign = Campaign ?? "",
            Periods = PeriodsOf(),
            StartsAt = Day("from", From, zone),
            EndsAt = Day("until", Until, zone, after: 1),
            TotalLimit = Whole("totalLimit", TotalLimit),
            MemberLimit = Whole("memberLimit", MemberLimit),
            FirstPurchaseOnly = First is not null,
            Stacks = Stacks is not null,
            Items = (Items ?? "").Split([',', ' ', '\n', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
    }

    internal int CountOrThrow() => Whole("count", Count) ?? throw Refused.AtField("count", "count_missing", "Enter how many codes you need.");

    private int? PeriodsOf() => Lasts switch
    {
        "forever" => null,
        "periods" => Whole("periods", Periods) ?? throw Refused.AtField("periods", "periods_missing", "Enter how many periods it applies to."),
        _ => 1,
    };

    private long AmountOf(string currency) => Money.TryParse(Value, currency, out var money) ? money.Minor
        : throw Refused.AtField("value", "amount_malformed", "This is not a valid amount. Write it like {0}.", "12.50");

    private static int? Whole(string field, string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : int.TryParse(typed.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Refused.AtField(field, "number_malformed", "Enter a whole number.");

    /// <summary>The first instant of a day on the community's clock, or of the day that follows it.</summary>
    private static DateTime? Day(string field, string? typed, TimeZoneInfo zone, int after = 0)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        return DateOnly.TryParseExact(typed.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 2000 and < 9000
            ? WallClock.ToUtc(day.AddDays(after).ToDateTime(TimeOnly.MinValue), zone)
            : throw Refused.AtField(field, "date_malformed", "This is not a date. Write it like {0}.", "2026-03-02");
    }
}
