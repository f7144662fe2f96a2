using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Payments.PayPal;

internal sealed class EmulatedSubscription(string id, string planId, string? customId, DateTime at)
{
    public string Id => id;
    public string PlanId { get; set; } = planId;
    public string? RevisedTo { get; set; }
    public string? CustomId => customId;
    public DateTime At => at;
    public string Status { get; set; } = "APPROVAL_PENDING";
    public string? Note { get; set; }
    public int Failed { get; set; }
    public DateTime? Next { get; set; }
    public List<EmulatedCapture> Charges { get; } = [];

    /// <summary>Where its page leads back to.</summary>
    public string? ReturnUrl { get; set; }
}

internal sealed partial class PayPalEmulator
{
    private const string AgreementPage = "/webapps/billing/subscriptions";

    public HashSet<string> Products { get; } = [];
    public Dictionary<string, JsonObject> Plans { get; } = [];
    public Dictionary<string, EmulatedSubscription> Subscriptions { get; } = [];

    private Reply Product(JsonObject asked)
    {
        var id = (string?)asked["id"] ?? NewId("PROD-");
        return Products.Add(id) ? new Reply(201, new { id }) : Error(422, "UNPROCESSABLE_ENTITY", "DUPLICATE_RESOURCE_IDENTIFIER");
    }

    private Reply Plan(JsonObject asked)
    {
        if (asked["billing_cycles"]!.AsArray().Count(c => (string)c!["tenure_type"]! == "TRIAL") > 2)
            return Error(422, "UNPROCESSABLE_ENTITY", "TOO_MANY_TRIAL_CYCLES");
        if (!Products.Contains((string)asked["product_id"]!) || asked["billing_cycles"]!.AsArray().Count(c => (string)c!["tenure_type"]! == "REGULAR") != 1)
            return Error(400, "INVALID_REQUEST", "INVALID_PARAMETER_VALUE");
        var id = NewId("P-");
        asked["id"] = id;
        Plans[id] = asked;
        return new Reply(201, asked.DeepClone());
    }

    private Reply Subscribe(JsonObject asked)
    {
        if (!Plans.ContainsKey((string)asked["plan_id"]!))
            return Error(422, "UNPROCESSABLE_ENTITY", "INVALID_PLAN_ID");
        var subscription = new EmulatedSubscription(NewId("I-"), (string)asked["plan_id"]!, (string?)asked["custom_id"], Now());
        subscription.ReturnUrl = (string?)asked["application_context"]?["return_url"];
        Subscriptions[subscription.Id] = subscription;
        return new Reply(201, Describe(subscription));
    }

    /// <summary>The buyer agrees on PayPal's page: a free trial begins, or the first charge is made.</summary>
    public void Agree(string id)
    {
        var subscription = Subscriptions[id];
        subscription.Status = "ACTIVE";
        var first = Plans[subscription.PlanId]["billing_cycles"]![0]!;
        subscription.Next = After(first, Now());
        if (Value(first["pricing_scheme"]!["fixed_price"]) > 0)
            Charge(id, Value(first["pricing_scheme"]!["fixed_price"]), subscription.Next);
    }

    /// <summary>The buyer agrees to the plan that a revision named.</summary>
    public void AgreeAgain(string id) => (Subscriptions[id].PlanId, Subscriptions[id].RevisedTo) = (Subscriptions[id].RevisedTo!, null);

    /// <param name="value"><c>null</c> for the plan's regular price.</param>
    public EmulatedCapture Charge(string id, decimal? value = null, DateTime? next = null)
    {
        var subscription = Subscriptions[id];
        var regular = Plans[subscription.PlanId]["billing_cycles"]!.AsArray().Single(c => (string)c!["tenure_type"]! == "REGULAR")!;
        var price = regular["pricing_scheme"]!["fixed_price"]!;
        var paid = value ?? CycleOf(subscription, subscription.Charges.Count) ?? Value(price);
        var charge = new EmulatedCapture(NewId(), null, (string)price["currency_code"]!, paid, Math.Round(paid * 0.044m, 2), Now());
        Captures[charge.Id] = charge;
        subscription.Charges.Add(charge);
        subscription.Next = next ?? After(regular, Now());
        subscription.Failed = 0;
        return charge;
    }

    /// <summary>The price of the charge behind so many, while a cycle before the regular one runs.</summary>
    private decimal? CycleOf(EmulatedSubscription subscription, int charged)
    {
        foreach (var cycle in Plans[subscription.PlanId]["billing_cycles"]!.AsArray().Where(c => (string)c!["tenure_type"]! == "TRIAL"))
        {
            var cost = Value(cycle!["pricing_scheme"]!["fixed_price"]);
            if (cost > 0 && (charged -= (int)cycle["total_cycles"]!) < 0)
                return cost;
        }
        return null;
    }

    private Reply Revise(string id, JsonObject asked)
    {
        var subscription = Subscriptions[id];
        subscription.RevisedTo = (string)asked["plan_id"]!;
        subscription.ReturnUrl = (string?)asked["application_context"]?["return_url"];
        return Plans.ContainsKey(subscription.RevisedTo)
            ? new Reply(200, new JsonObject { ["plan_id"] = subscription.RevisedTo, ["links"] = new JsonArray(Approval(id)) })
            : Error(422, "UNPROCESSABLE_ENTITY", "INVALID_PLAN_ID");
    }

    private Reply Act(string id, string deed, JsonObject asked)
    {
        if (!Subscriptions.TryGetValue(id, out var subscription))
            return Error(404, "RESOURCE_NOT_FOUND");
        var (from, to) = deed switch
        {
            "suspend" => (new[] { "ACTIVE" }, "SUSPENDED"),
            "activate" => (["SUSPENDED"], "ACTIVE"),
            "cancel" => (["ACTIVE", "SUSPENDED"], "CANCELLED"),
            _ => (Array.Empty<string>(), ""),
        };
        if (!from.Contains(subscription.Status))
            return Error(422, "UNPROCESSABLE_ENTITY", "SUBSCRIPTION_STATUS_INVALID");
        (subscription.Status, subscription.Note) = (to, (string?)asked["reason"]);
        return new Reply(204);
    }

    private JsonObject Transactions(EmulatedSubscription subscription) => new()
    {
        ["transactions"] = new JsonArray([.. subscription.Charges.Select(c => (JsonNode)new JsonObject
        {
            ["id"] = c.Id, ["status"] = c.Status, ["time"] = Text(c.At),
            ["amount_with_breakdown"] = new JsonObject { ["gross_amount"] = Amount(c.Currency, c.Value), ["fee_amount"] = Amount(c.Currency, c.Fee) },
        })]),
    };

    public JsonObject Describe(EmulatedSubscription subscription) => new()
    {
        ["id"] = subscription.Id, ["status"] = subscription.Status, ["status_change_note"] = subscription.Note, ["plan_id"] = subscription.PlanId,
        ["custom_id"] = subscription.CustomId, ["create_time"] = Text(subscription.At), ["plan"] = Plans[subscription.PlanId].DeepClone(),
        ["billing_info"] = subscription.Status == "APPROVAL_PENDING" ? null : new JsonObject
        {
            ["outstanding_balance"] = Amount("USD", subscription.Failed > 0 ? 29 : 0), ["failed_payments_count"] = subscription.Failed,
            ["next_billing_time"] = subscription is { Status: "ACTIVE", Next: { } next } ? Text(next) : null,
            ["last_failed_payment"] = subscription.Failed == 0 ? null : new JsonObject { ["next_payment_retry_time"] = Text(Now().AddDays(5)) },
        },
        ["links"] = new JsonArray(Approval(subscription.Id)),
    };

    private JsonObject Approval(string id) => Link("approve", $"{Pages}{AgreementPage}?ba_token={id}", "GET");

    /// <summary>The page on which the buyer agrees, for the first time or to another plan.</summary>
    private async Task ShowAgreementAsync(HttpContext http)
    {
        var subscription = Subscriptions[http.Request.Query["ba_token"]!];
        var plan = Plans[subscription.RevisedTo ?? subscription.PlanId]["billing_cycles"]!.AsArray()[^1]!["pricing_scheme"]!["fixed_price"]!;
        if (http.Request.Method != "POST")
        {
            await HostedPage.ShowAsync(http, "PayPal", $"{plan["value"]} {plan["currency_code"]}");
            return;
        }
        if (subscription.Status == "APPROVAL_PENDING")
            Agree(subscription.Id);
        else if (subscription.RevisedTo is not null)
            AgreeAgain(subscription.Id);
        var back = subscription.ReturnUrl!;
        HostedPage.SendBack(http, $"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}subscription_id={subscription.Id}");
    }

    private static DateTime After(JsonNode cycle, DateTime at)
    {
        var count = (int)cycle["frequency"]!["interval_count"]!;
        return (string)cycle["frequency"]!["interval_unit"]! switch
        {
            "DAY" => at.AddDays(count),
            "YEAR" => at.AddYears(count),
            _ => at.AddMonths(count),
        };
    }
}
