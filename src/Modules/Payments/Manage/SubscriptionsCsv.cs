using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Manage;

/// <summary>The list of subscriptions as a file for spreadsheets, narrowed as it is on the page. Mail addresses are not in it.</summary>
internal static class SubscriptionsCsv
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/c/{community}/manage/subscriptions.csv", Get).RequirePermission(Permissions.ReadMoney).ExcludeFromDescription();

    private static IResult Get(
        string community, string? q, string? state, SubscriptionList subscriptions, CommunityScope scope, TimeProvider time, Texts t,
        CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var filter = new SubscriptionFilter(EnumWords.Read<SubscriptionStanding>(state), q);
        return new CsvAnswer(
            $"{scope.Required.Slug}-subscriptions.csv",
            [t["Member"], t["Subscription"], t["Price"], t["Currency"], t["State"], t["Start date"], t["Paid until"], t["Number"], t["Cancellation reasons"]],
            subscriptions.AllAsync(filter, cancel).Select(s => (IReadOnlyList<CsvCell>)
            [
                s.Member, s.Row.Title, CsvCell.Of(new Money(s.Row.Amount, s.Row.Currency)), s.Row.Currency,
                SubscriptionWords.Standing(s.Row.StateAt(now), t), Instant(s.Row.StartedAt), Instant(s.Row.PaidUntil), s.Row.Reference,
                s.Row.CancelReason is { } reason ? SubscriptionWords.Reason(reason, t) : "",
            ]));
    }

    private static string Instant(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
