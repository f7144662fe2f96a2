using System.Text.Json.Nodes;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>Checkout pages, prices and subscriptions of the emulator.</summary>
internal static class StripeSales
{
    public static JsonObject Open(StripeBooks books, StripeCall call)
    {
        var expires = call["expires_at"] is null ? books.Now + 86_400 : call.Amount("expires_at");
        if (expires < books.Now + 1_800 || expires > books.Now + 86_400)
            throw new StripeRefusal(400, "parameter_invalid_integer", "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.");
        var (mode, currency, total) = (call.Need("mode"), "", 0L);
        for (var i = 0; call[$"line_items[{i}][quantity]"] is not null; i++)
        {
            var price = call[$"line_items[{i}][price]"] is { } id ? books.Get(id) : null;
            currency = price?["currency"]!.ToString() ?? call.Need($"line_items[{i}][price_data][currency]");
            var amount = price is null ? call.Amount($"line_items[{i}][price_data][unit_amount]") : (long)price["unit_amount"]!;
            if (amount <= 0)
                throw new StripeRefusal(400, "parameter_invalid_integer", "Invalid unit_amount.");
            total += price is not null && call["subscription_data[trial_period_days]"] is not null ? 0 : amount;
        }
        if (call["discounts[0][coupon]"] is { } coupon)
            total -= (long)books.Get(coupon)["amount_off"]!;
        var session = books.Keep("cs_test", "checkout.session", new JsonObject
        {
            ["mode"] = mode, ["status"] = "open", ["payment_status"] = total == 0 ? "no_payment_required" : "unpaid", ["amount_total"] = total,
            ["currency"] = currency, ["expires_at"] = expires, ["client_reference_id"] = call["client_reference_id"],
            ["metadata"] = call.Map("metadata"), ["success_url"] = call.Need("success_url"), ["payment_intent"] = null, ["subscription"] = null,
            ["invoice"] = null, ["customer"] = null,
        });
        session["url"] = $"{books.Pages}/c/pay/{session["id"]}";
        (session["_intent"], session["_of"], session["_price"], session["_trial"]) = (
            call.Map("payment_intent_data[metadata]"), call.Map("subscription_data[metadata]"), call["line_items[0][price]"],
            call["subscription_data[trial_period_days]"]);
        return session;
    }

    /// <summary>The buyer pays on the page.</summary>
    /// <param name="amount">Another one than is asked for, which Stripe would not do.</param>
    /// <returns>The PaymentIntent's id; empty where nothing was to be paid.</returns>
    public static string Pay(this StripeBooks books, string sessionId, long? amount = null)
    {
        lock (books)
        {
            var session = books.Get(sessionId);
            var due = amount ?? (long)session["amount_total"]!;
            if (session["mode"]!.ToString() == "subscription")
                return Agree(books, session, due);
            var intent = books.Charge(due, session["currency"]!.ToString(), (JsonObject)session["_intent"]!)["id"]!.ToString();
            (session["payment_intent"], session["payment_status"], session["status"]) = (intent, "paid", "complete");
            books.Tell("checkout.session.completed", session);
            return intent;
        }
    }

    /// <summary>The customer's own pages; refused until the dashboard has a configuration of them.</summary>
    public static JsonObject Portal(StripeBooks books, StripeCall call)
    {
        if (!books.HasPortal)
            throw new StripeRefusal(400, null!, "No configuration provided and your default configuration has not been created.");
        books.Get(call.Need("customer"));
        var session = books.Keep("bps", "billing_portal.session",
            new JsonObject { ["customer"] = call.Need("customer"), ["return_url"] = call.Need("return_url") });
        session["url"] = $"https://billing.stripe.com/p/session/{session["id"]}";
        return session;
    }

    /// <summary>What the customer presses on those pages.</summary>
    public static void InPortal(this StripeBooks books, string subscriptionId, bool cancels)
    {
        lock (books)
        {
            var subscription = books.Get(subscriptionId);
            subscription["cancel_at_period_end"] = cancels;
            books.Tell("customer.subscription.updated", subscription);
        }
    }

    public static void Expire(this StripeBooks books, string sessionId)
    {
        var session = books.Get(sessionId);
        session["status"] = "expired";
        books.Tell("checkout.session.expired", session);
    }

    public static JsonObject Expired(StripeBooks books, string sessionId)
    {
        if (books.Get(sessionId)["status"]!.ToString() != "open")
            throw new StripeRefusal(400, null!, "Only Checkout Sessions with a status in [\"open\"] can be expired.");
        books.Expire(sessionId);
        return books.Get(sessionId);
    }

    private static string Agree(StripeBooks books, JsonObject session, long due)
    {
        var price = books.Get(session["_price"]!.ToString());
        var customer = books.Keep("cus", "customer", [])["id"]!.ToString();
        var trial = session["_trial"] is { } days ? int.Parse(days.ToString(), System.Globalization.CultureInfo.InvariantCulture) : 0;
        var end = trial > 0 ? books.Now + trial * 86_400 : After(books.Now, price);
        var subscription = books.Keep("sub", "subscription", new JsonObject
        {
            ["customer"] = customer, ["status"] = trial > 0 ? "trialing" : "active", ["cancel_at_period_end"] = false, ["cancel_at"] = null,
            ["pause_collection"] = null, ["metadata"] = session["_of"]!.DeepClone(), ["currency"] = session["currency"]!.ToString(),
        });
        subscription["items"] = StripeBooks.ListOf("/v1/subscription_items", [Item(subscription, price, books.Now, end)]);
        (session["subscription"], session["customer"], session["status"]) = (subscription["id"]!.ToString(), customer, "complete");
        session["payment_status"] = due > 0 ? "paid" : "no_payment_required";
        var intent = Bill(books, subscription, due, books.Now, end, session);
        books.Tell("customer.subscription.created", subscription);
        books.Tell("checkout.session.completed", session);
        return intent;
    }

    /// <summary>A period ends and the next is charged, or the card is declined.</summary>
    public static string Renew(this StripeBooks books, string subscriptionId, bool declined = false)
    {
        lock (books)
        {
            var subscription = books.Get(subscriptionId);
            var item = (JsonObject)subscription["items"]!["data"]![0]!;
            var price = books.Get(item["price"]!["id"]!.ToString());
            var from = (long)item["current_period_end"]!;
            (item["current_period_start"], item["current_period_end"]) = (from, After(from, price));
            subscription["status"] = declined ? "past_due" : "active";
            var intent = Bill(books, subscription, (long)price["unit_amount"]!, from, After(from, price), null, declined);
            books.Tell("customer.subscription.updated", subscription);
            return intent;
        }
    }

    private static string Bill(
        StripeBooks books, JsonObject subscription, long due, long from, long until, JsonObject? session, bool declined = false)
    {
        var (id, currency, customer) = (subscription["id"]!.ToString(), subscription["currency"]!.ToString(), subscription["customer"]!.ToString());
        var invoice = books.Keep("in", "invoice", new JsonObject
        {
            ["customer"] = customer, ["currency"] = currency, ["amount_due"] = due, ["amount_paid"] = declined ? 0 : due,
            ["status"] = declined ? "open" : "paid", ["period_start"] = from, ["period_end"] = until,
            ["next_payment_attempt"] = declined ? books.Now + 3 * 86_400 : null,
            ["parent"] = new JsonObject
            {
                ["type"] = "subscription_details",
                ["subscription_details"] = new JsonObject { ["subscription"] = id, ["metadata"] = subscription["metadata"]!.DeepClone() },
            },
            ["lines"] = StripeBooks.ListOf("/v1/invoice_lines", [new JsonObject
            {
                ["id"] = "il_emulated", ["object"] = "line_item", ["amount"] = due, ["period"] = new JsonObject { ["start"] = from, ["end"] = until },
                ["parent"] = new JsonObject
                {
                    ["type"] = "subscription_item_details", ["subscription_item_details"] = new JsonObject { ["proration"] = false, ["subscription"] = id },
                },
            }]),
        });
        subscription["latest_invoice"] = invoice["id"]!.ToString();
        if (session is not null)
            session["invoice"] = invoice["id"]!.ToString();
        if (declined || due == 0)
        {
            books.Tell(declined ? "invoice.payment_failed" : "invoice.paid", invoice);
            return "";
        }
        var intent = books.Charge(due, currency, [], customer)["id"]!.ToString();
        books.Keep("inpay", "invoice_payment", new JsonObject
        {
            ["invoice"] = invoice["id"]!.ToString(), ["amount_paid"] = due, ["currency"] = currency, ["status"] = "paid",
            ["payment"] = new JsonObject { ["type"] = "payment_intent", ["payment_intent"] = intent },
        });
        books.Tell("invoice.paid", invoice);
        return intent;
    }

    public static JsonObject Price(StripeBooks books, StripeCall call)
    {
        var lookup = call["lookup_key"];
        if (lookup is not null && books.All("price").Any(p => p["lookup_key"]?.ToString() == lookup))
            throw new StripeRefusal(400, "resource_already_exists", "A price already uses that lookup key.");
        return books.Keep("price", "price", new JsonObject
        {
            ["active"] = true, ["currency"] = call.Need("currency"), ["unit_amount"] = call.Amount("unit_amount"), ["lookup_key"] = lookup,
            ["recurring"] = new JsonObject { ["interval"] = call.Need("recurring[interval]"), ["interval_count"] = call.Amount("recurring[interval_count]") },
        });
    }

    public static JsonObject Coupon(StripeBooks books, StripeCall call) => books.Keep("co", "coupon", new JsonObject
    {
        ["amount_off"] = call.Amount("amount_off"), ["currency"] = call.Need("currency"), ["duration"] = call.Need("duration"),
    });

    public static JsonObject Change(StripeBooks books, string id, StripeCall call)
    {
        var subscription = books.Get(id);
        if (call["cancel_at_period_end"] is { } ends)
            subscription["cancel_at_period_end"] = ends == "true";
        if (call["pause_collection[behavior]"] is { } behavior)
            subscription["pause_collection"] = new JsonObject { ["behavior"] = behavior };
        else if (call["pause_collection"] is "")
            subscription["pause_collection"] = null;
        var item = (JsonObject)subscription["items"]!["data"]![0]!;
        if (call["items[0][price]"] is { } price)
        {
            Assert.Equal((item["id"]!.ToString(), "none"), (call["items[0][id]"], call["proration_behavior"]));
            item["price"] = books.Get(price).DeepClone();
        }
        if (call["trial_end"] is not null)
            (subscription["status"], item["current_period_end"]) = ("trialing", call.Amount("trial_end"));
        books.Tell("customer.subscription.updated", subscription);
        return subscription;
    }

    public static JsonObject Cancel(StripeBooks books, string id)
    {
        var subscription = books.Get(id);
        if (subscription["status"]!.ToString() == "canceled")
            throw new StripeRefusal(404, "resource_missing", $"No such subscription: '{id}'");
        subscription["status"] = "canceled";
        books.Tell("customer.subscription.deleted", subscription);
        return subscription;
    }

    private static JsonObject Item(JsonObject subscription, JsonObject price, long from, long until) => new()
    {
        ["id"] = "si_" + subscription["id"], ["object"] = "subscription_item", ["price"] = price.DeepClone(), ["quantity"] = 1,
        ["current_period_start"] = from, ["current_period_end"] = until, ["subscription"] = subscription["id"]!.ToString(),
    };

    private static long After(long from, JsonObject price) => new DateTimeOffset(
        DateTimeOffset.FromUnixTimeSeconds(from).UtcDateTime.AddMonths((int)(long)price["recurring"]!["interval_count"]!)).ToUnixTimeSeconds();
}
