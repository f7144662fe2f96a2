using System.Text.Json.Nodes;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>Which call does what to the books, and how its answer is expanded.</summary>
internal static class StripeRoutes
{
    public static JsonObject Answer(StripeBooks books, StripeCall call)
    {
        lock (books)
        {
            var parts = call.Path.Trim('/').Split('/');
            return (call.Method, parts) switch
            {
                ("GET", ["v1", "account"]) => books.Account(),
                ("POST", ["v1", "checkout", "sessions"]) => StripeSales.Open(books, call),
                ("GET", ["v1", "checkout", "sessions", var id]) => One(books, id, call),
                ("POST", ["v1", "checkout", "sessions", var id, "expire"]) => StripeSales.Expired(books, id),
                ("POST", ["v1", "refunds"]) when books.RefundsBecome == "declined" =>
                    throw new StripeRefusal(400, "refund_disputed_payment", "This charge is disputed."),
                ("POST", ["v1", "refunds"]) => books.Refund(call.Need("payment_intent"),
                    call["amount"] is null ? null : call.Amount("amount"), call.Map("metadata"), books.RefundsBecome),
                ("POST", ["v1", "billing_portal", "sessions"]) => StripeSales.Portal(books, call),
                ("POST", ["v1", "prices"]) => StripeSales.Price(books, call),
                ("POST", ["v1", "coupons"]) => StripeSales.Coupon(books, call),
                ("POST", ["v1", "disputes", var id, "close"]) => books.Closed(id),
                ("POST", ["v1", "disputes", var id]) => books.Answered(id, call.Map("evidence")),
                ("POST", ["v1", "subscriptions", var id]) => StripeSales.Change(books, id, call),
                ("DELETE", ["v1", "subscriptions", var id]) => StripeSales.Cancel(books, id),
                ("GET", ["v1", var kind]) => List(books, kind, call),
                ("GET", ["v1", _, var id]) => One(books, id, call),
                _ => throw new StripeRefusal(404, "url_invalid", $"Unrecognized request URL ({call.Method}: {call.Path})."),
            };
        }
    }

    private static JsonObject One(StripeBooks books, string id, StripeCall call) =>
        Expanded(books, books.Get(id), [.. call.Expand.Select(e => e.Split('.'))]);

    private static JsonObject List(StripeBooks books, string kind, StripeCall call)
    {
        var singular = kind == "invoice_payments" ? "invoice_payment" : kind.TrimEnd('s');
        var found = books.All(singular).Where(o => Matches(o, call)).Reverse().ToList();
        if (call["starting_after"] is { } after)
            found = [.. found.SkipWhile(o => (string)o["id"]! != after).Skip(1)];
        var limit = call["limit"] is null ? 10 : (int)call.Amount("limit");
        var expand = call.Expand.Select(e => e.Split('.')).Where(e => e[0] == "data").Select(e => e[1..]).ToList();
        return StripeBooks.ListOf($"/v1/{kind}", found.Take(limit).Select(o => Expanded(books, o, expand)), found.Count > limit);
    }

    private static bool Matches(JsonObject o, StripeCall call) => call.Fields.All(field => field.Key switch
    {
        "payment_intent" or "customer" or "charge" or "invoice" or "status" => o[field.Key]?.ToString() == field.Value,
        "subscription" => o["parent"]!["subscription_details"]!["subscription"]!.ToString() == field.Value,
        "payment[payment_intent]" => o["payment"]?["payment_intent"]?.ToString() == field.Value,
        "lookup_keys[0]" => o["lookup_key"]?.ToString() == field.Value,
        "created[gte]" => (long)o["created"]! >= long.Parse(field.Value, System.Globalization.CultureInfo.InvariantCulture),
        "created[lt]" => (long)o["created"]! < long.Parse(field.Value, System.Globalization.CultureInfo.InvariantCulture),
        _ => true,
    });

    private static JsonObject Expanded(StripeBooks books, JsonObject o, IReadOnlyList<string[]> paths)
    {
        var copy = (JsonObject)o.DeepClone();
        foreach (var path in paths.Where(p => p.Length > 0))
        {
            var id = copy["id"]!.ToString();
            copy[path[0]] = (copy["object"]!.ToString(), path[0]) switch
            {
                ("charge", "refunds") => books.ListWhere("refund", "charge", id),
                ("invoice", "payments") => books.ListWhere("invoice_payment", "invoice", id),
                _ => copy[path[0]] is JsonValue named && named.TryGetValue<string>(out var other)
                    ? Expanded(books, books.Get(other), [path[1..]])
                    : copy[path[0]]?.DeepClone(),
            };
        }
        return copy;
    }
}
