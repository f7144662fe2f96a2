using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Manage;

/// <summary>The list of orders as a file for spreadsheets, narrowed as it is on the page. Mail addresses are not in it.</summary>
internal static class OrdersCsv
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/c/{community}/manage/orders.csv", Get).RequirePermission(Permissions.ReadMoney).ExcludeFromDescription();

    private static IResult Get(
        string community, string? q, string? state, OrderList orders, CommunityScope scope, Texts t, CancellationToken cancel) =>
        new CsvAnswer(
            $"{scope.Required.Slug}-orders.csv",
            [t["Order"], t["Member"], t["Bought"], t["Amount"], t["Refunded"], t["Currency"], t["State"], t["Date"]],
            orders.AllAsync(new OrderFilter(EnumWords.Read<OrderState>(state), q), cancel).Select(o => (IReadOnlyList<CsvCell>)
            [
                o.Order.Code, o.Buyer, o.Order.What(t), CsvCell.Of(new Money(o.Order.Total, o.Order.Currency)),
                CsvCell.Of(new Money(o.Order.Refunded, o.Order.Currency)), o.Order.Currency, OrderWords.State(o.Order.State, t),
                o.Order.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ]));
}
