using System.Text.Json.Nodes;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>What Stripe knows, and what people do on its pages. Every change leaves an event.</summary>
internal sealed class StripeBooks
{
    private readonly Dictionary<string, JsonObject> _objects = [];
    private readonly List<JsonObject> _events = [];
    private int _made;

    /// <summary>Theirs is never quite ours; tests set it to ours.</summary>
    public Func<DateTime> Clock { get; set; } = () => DateTime.UnixEpoch;

    /// <summary>Where its pages stand; a test with a browser sets it to the emulator's own address.</summary>
    public string Pages { get; set; } = "https://checkout.stripe.com";

    /// <summary>What Stripe charges for a payment; hundredths of a percent, and a fixed part.</summary>
    public (int Rate, long Fixed) Fee { get; set; } = (290, 30);

    public long Now => new DateTimeOffset(Clock()).ToUnixTimeSeconds();

    /// <summary>Whether the dashboard has a configuration of the customers' own pages.</summary>
    public bool HasPortal { get; set; } = true;

    /// <summary>What becomes of refunds that are asked for from now on: succeeded, pending, or declined, which is an error.</summary>
    public string RefundsBecome { get; set; } = "succeeded";

    public IReadOnlyList<JsonObject> Events => _events;

    public JsonObject Account() => new()
    {
        ["id"] = "acct_emulated", ["object"] = "account", ["email"] = "owner@guild.example",
        ["settings"] = new JsonObject { ["dashboard"] = new JsonObject { ["display_name"] = "The Guild" } },
    };

    public IEnumerable<JsonObject> All(string kind) => kind == "event" ? _events : _objects.Values.Where(o => o["object"]!.ToString() == kind);

    public JsonObject Get(string id) =>
        _objects.GetValueOrDefault(id) ?? throw new StripeRefusal(404, "resource_missing", $"No such object: '{id}'");

    public JsonObject Keep(string prefix, string kind, JsonObject made)
    {
        var id = $"{prefix}_emulated{++_made}";
        var kept = new JsonObject { ["id"] = id, ["object"] = kind, ["created"] = Now, ["livemode"] = false };
        foreach (var (name, value) in made)
            kept[name] = value?.DeepClone();
        _objects[id] = kept;
        return kept;
    }

    public JsonObject Tell(string type, JsonObject about)
    {
        var happened = new JsonObject
        {
            ["id"] = $"evt_emulated{++_made}", ["object"] = "event", ["api_version"] = "2026-10-28.endive", ["created"] = Now, ["type"] = type,
            ["data"] = new JsonObject { ["object"] = about.DeepClone() },
        };
        _events.Add(happened);
        return happened;
    }

    public static JsonObject ListOf(string url, IEnumerable<JsonObject> data, bool hasMore = false) => new()
    {
        ["object"] = "list", ["url"] = url, ["has_more"] = hasMore, ["data"] = new JsonArray([.. data.Select(d => d.DeepClone())]),
    };

    public JsonObject ListWhere(string kind, string field, string value) =>
        ListOf($"/v1/{kind}s", All(kind).Where(o => o[field]?.ToString() == value));

    /// <summary>Money arrives under a new PaymentIntent, after a try that failed.</summary>
    public JsonObject Charge(long amount, string currency, JsonObject metadata, string? customer = null)
    {
        var intent = Keep("pi", "payment_intent", new JsonObject
        {
            ["amount"] = amount, ["currency"] = currency, ["status"] = "succeeded", ["customer"] = customer, ["metadata"] = metadata.DeepClone(),
        });
        var declined = new JsonObject
        {
            ["amount"] = amount, ["amount_captured"] = 0L, ["amount_refunded"] = 0L, ["captured"] = false, ["paid"] = false, ["refunded"] = false,
            ["disputed"] = false, ["currency"] = currency, ["status"] = "failed", ["payment_intent"] = intent["id"]!.ToString(),
            ["customer"] = customer, ["metadata"] = metadata.DeepClone(), ["balance_transaction"] = null,
        };
        Keep("ch", "charge", declined);
        var fee = (amount * Fee.Rate + 5_000) / 10_000 + Fee.Fixed;
        var charge = Keep("ch", "charge", declined);
        (charge["amount_captured"], charge["captured"], charge["paid"], charge["status"]) = (amount, true, true, "succeeded");
        charge["balance_transaction"] = Balance(amount, fee, currency, charge)["id"]!.ToString();
        intent["latest_charge"] = charge["id"]!.ToString();
        return intent;
    }

    public JsonObject ChargeOf(string intent) =>
        All("charge").Single(c => c["payment_intent"]?.ToString() == intent && (bool)c["paid"]!);

    /// <summary>Made by a call, or by hand on Stripe's own site.</summary>
    public JsonObject Refund(string intent, long? wanted, JsonObject metadata, string status = "succeeded")
    {
        var charge = ChargeOf(intent);
        var left = (long)charge["amount_captured"]! - (long)charge["amount_refunded"]!;
        var amount = wanted ?? left;
        if (left == 0)
            throw new StripeRefusal(400, "charge_already_refunded", "Charge has already been refunded.");
        if (amount > left || amount <= 0)
            throw new StripeRefusal(400, "amount_too_large", "Refund amount is greater than unrefunded amount on charge.");
        var refund = Keep("re", "refund", new JsonObject
        {
            ["amount"] = amount, ["currency"] = charge["currency"]!.ToString(), ["charge"] = charge["id"]!.ToString(), ["payment_intent"] = intent,
            ["status"] = status, ["metadata"] = metadata.DeepClone(),
        });
        charge["amount_refunded"] = (long)charge["amount_refunded"]! + amount;
        charge["refunded"] = (long)charge["amount_refunded"]! == (long)charge["amount_captured"]!;
        Tell("refund.created", refund);
        Tell("charge.refunded", charge);
        return refund;
    }

    /// <summary>The bank has said what becomes of a refund that waited.</summary>
    public void EndRefund(JsonObject refund, bool arrived)
    {
        refund["status"] = arrived ? "succeeded" : "failed";
        if (!arrived)
        {
            var charge = Get(refund["charge"]!.ToString());
            refund["failure_reason"] = "expired_or_canceled_card";
            (charge["amount_refunded"], charge["refunded"]) = ((long)charge["amount_refunded"]! - (long)refund["amount"]!, false);
        }
        Tell(arrived ? "refund.updated" : "refund.failed", refund);
    }

    /// <summary>The buyer's bank asks the payment back: amount and fee are gone at once.</summary>
    public JsonObject Dispute(string intent, long fee = 1500, string status = "needs_response")
    {
        var charge = ChargeOf(intent);
        charge["disputed"] = true;
        var (amount, currency) = ((long)charge["amount_captured"]!, charge["currency"]!.ToString());
        var isInquiry = status.StartsWith("warning_", StringComparison.Ordinal);
        var dispute = Keep("du", "dispute", new JsonObject
        {
            ["amount"] = amount, ["currency"] = currency, ["charge"] = charge["id"]!.ToString(), ["payment_intent"] = intent,
            ["reason"] = "fraudulent", ["status"] = status, ["metadata"] = new JsonObject(),
            ["evidence_details"] = new JsonObject { ["due_by"] = Now + 7 * 86_400, ["has_evidence"] = false, ["past_due"] = false, ["submission_count"] = 0 },
            ["balance_transactions"] = isInquiry ? new JsonArray() : new JsonArray(Balance(-amount, fee, currency, charge).DeepClone()),
        });
        Tell("charge.dispute.created", dispute);
        return dispute;
    }

    public JsonObject Decide(string disputeId, bool won)
    {
        var dispute = Get(disputeId);
        dispute["status"] = won ? "won" : "lost";
        if (won)
            ((JsonArray)dispute["balance_transactions"]!).Add(Balance((long)dispute["amount"]!, 0, dispute["currency"]!.ToString(), dispute).DeepClone());
        return Tell("charge.dispute.closed", dispute);
    }

    /// <summary>The seller gives in.</summary>
    public JsonObject Closed(string disputeId)
    {
        var dispute = Get(disputeId);
        if (dispute["status"]!.ToString() is not ("needs_response" or "warning_needs_response"))
            throw new StripeRefusal(400, "dispute_closed", "This dispute is already closed.");
        dispute["status"] = "lost";
        Tell("charge.dispute.closed", dispute);
        return dispute;
    }

    public JsonObject Answered(string disputeId, JsonObject evidence)
    {
        var dispute = Get(disputeId);
        if (dispute["status"]!.ToString() is not ("needs_response" or "warning_needs_response"))
            throw new StripeRefusal(400, "dispute_closed", "This dispute is already closed.");
        (dispute["status"], dispute["evidence"]) = ("under_review", evidence);
        Tell("charge.dispute.updated", dispute);
        return dispute;
    }

    private JsonObject Balance(long amount, long fee, string currency, JsonObject source) => Keep("txn", "balance_transaction", new JsonObject
    {
        ["amount"] = amount, ["fee"] = fee, ["net"] = amount - fee, ["currency"] = currency, ["source"] = source["id"]!.ToString(),
        ["exchange_rate"] = null, ["type"] = "charge", ["status"] = "available",
    });
}
