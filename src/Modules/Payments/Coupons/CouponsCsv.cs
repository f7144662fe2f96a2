using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Coupons;

/// <summary>
/// The list of coupons with what each brought as a file for spreadsheets, narrowed as it is on the page: a line for each coupon and
/// currency.
/// </summary>
internal static class CouponsCsv
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/c/{community}/manage/coupons.csv", Get).RequirePermission(Permissions.ManageCommunity).ExcludeFromDescription();

    private static IResult Get(
        string community, string? campaign, string? q, string? state, CouponList coupons, CommunityScope scope, Texts t,
        CancellationToken cancel) => new CsvAnswer(
            $"{scope.Required.Slug}-coupons.csv",
            [
                t["Coupon code"], t["Campaign"], t["Discount"], t["Lasts"], t["Valid from"], t["Valid until"], t["Ended"], t["Used"],
                t["Use limit"], t["Currency"], t["Discounted"], t["Income"], t["Created"],
            ],
            coupons.AllAsync(new CouponFilter(campaign, EnumWords.Read<CouponStanding>(state), q), cancel)
                .SelectMany(row => Lines(row, t)));

    private static IEnumerable<IReadOnlyList<CsvCell>> Lines(CouponRow row, Texts t)
    {
        var c = row.Coupon;
        foreach (var currency in row.TakenOff.Select(m => (string?)m.Currency).DefaultIfEmpty(null))
            yield return
            [
                c.Code, c.Campaign, CouponWords.Off(c, t), CouponWords.Lasts(c, t), Instant(c.StartsAt), Instant(c.EndsAt),
                Instant(c.EndedAt), row.Uses, c.TotalLimit is { } most ? most : CsvCell.Empty, currency, Sum(row.TakenOff, currency),
                Sum(row.Brought, currency), Instant(c.CreatedAt),
            ];
    }

    private static CsvCell Sum(IReadOnlyList<CouponMoney> sums, string? currency) =>
        sums.FirstOrDefault(s => s.Currency == currency) is { } sum ? CsvCell.Of(new Money(sum.Amount, sum.Currency)) : CsvCell.Empty;

    private static string Instant(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
