using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Payments.PayPal;

internal sealed class EmulatedOrder(string id, JsonObject asked)
{
    public string Id => id;
    public JsonObject Asked => asked;
    public JsonNode Unit => asked["purchase_units"]![0]!;
    public string Status { get; set; } = "PAYER_ACTION_REQUIRED";
    public List<EmulatedCapture> Captures { get; } = [];
}

internal sealed class EmulatedCapture(string id, EmulatedOrder? order, string currency, decimal value, decimal fee, DateTime at)
{
    public string Id => id;
    public EmulatedOrder? Order => order;
    public string Currency => currency;
    public decimal Value => value;
    public decimal Fee => fee;
    public DateTime At => at;
    public string Status { get; set; } = "COMPLETED";
}

internal sealed record EmulatedRefund(string Id, EmulatedCapture Capture, decimal Value, string? CustomId, DateTime At)
{
    public string Status { get; set; } = "COMPLETED";
}

internal sealed partial class PayPalEmulator
{
    private static readonly HashSet<string> WholeOnly = ["HUF", "JPY", "TWD"];

    public Dictionary<string, EmulatedOrder> Orders { get; } = [];
    public Dictionary<string, EmulatedCapture> Captures { get; } = [];
    public Dictionary<string, EmulatedRefund> Refunds { get; } = [];
    public List<(string Capture, JsonObject Item)> Disputes { get; } = [];

    /// <summary>What becomes of captures from now on: COMPLETED, PENDING, or DECLINED, which is an error.</summary>
    public string CapturesBecome { get; set; } = "COMPLETED";

    /// <summary>What becomes of refunds from now on: COMPLETED, PENDING, or DECLINED, which is an error.</summary>
    public string RefundsBecome { get; set; } = "COMPLETED";

    /// <summary>Taken instead of what was asked.</summary>
    public decimal? CapturesTake { get; set; }

    /// <summary>The name of the link by which the buyer goes on.</summary>
    public string ApproveRel { get; set; } = "payer-action";

    /// <summary>Where its pages stand; a test with a browser sets it to the emulator's own address.</summary>
    public string Pages { get; set; } = "https://www.paypal.com";

    protected override async Task<bool> ShowPageAsync(HttpContext http)
    {
        if (http.Request.Path == AgreementPage)
        {
            await ShowAgreementAsync(http);
            return true;
        }
        if (http.Request.Path != "/checkoutnow")
            return false;
        var order = Orders[http.Request.Query["token"]!];
        if (http.Request.Method != "POST")
        {
            var amount = order.Unit["amount"]!;
            await HostedPage.ShowAsync(http, "PayPal", $"{amount["value"]} {amount["currency_code"]}");
            return true;
        }
        if (order.Status == "PAYER_ACTION_REQUIRED")
            Approve(order.Id);
        var back = (string)order.Asked["payment_source"]!["paypal"]!["experience_context"]!["return_url"]!;
        HostedPage.SendBack(http, $"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}token={order.Id}&PayerID=BUYER1");
        return true;
    }

    private Reply Create(JsonObject asked)
    {
        var unit = asked["purchase_units"]![0]!;
        if ((string?)asked["intent"] != "CAPTURE" || ((string?)unit["description"])?.Length > 127 || ((string?)unit["custom_id"])?.Length > 127)
            return Error(400, "INVALID_REQUEST", "INVALID_PARAMETER_VALUE");
        var (currency, value) = ((string)unit["amount"]!["currency_code"]!, (string)unit["amount"]!["value"]!);
        if (WholeOnly.Contains(currency) && value.Contains('.', StringComparison.Ordinal))
            return Error(422, "UNPROCESSABLE_ENTITY", "DECIMALS_NOT_SUPPORTED");
        if (unit["invoice_id"] is { } invoice && Orders.Values.Any(o => o.Captures.Count > 0 && (string?)o.Unit["invoice_id"] == (string?)invoice))
            return Error(422, "UNPROCESSABLE_ENTITY", "DUPLICATE_INVOICE_ID");
        var order = new EmulatedOrder(NewId(), asked);
        Orders[order.Id] = order;
        return new Reply(201, Describe(order));
    }

    /// <summary>The buyer agrees on PayPal's page.</summary>
    public void Approve(string orderId) => Orders[orderId].Status = "APPROVED";

    private Reply Capture(string id)
    {
        if (!Orders.TryGetValue(id, out var order))
            return Error(404, "RESOURCE_NOT_FOUND");
        if (order.Status == "COMPLETED")
            return Error(422, "UNPROCESSABLE_ENTITY", "ORDER_ALREADY_CAPTURED");
        if (order.Status != "APPROVED")
            return Error(422, "UNPROCESSABLE_ENTITY", "ORDER_NOT_APPROVED");
        if (CapturesBecome == "DECLINED")
            return Error(422, "UNPROCESSABLE_ENTITY", "INSTRUMENT_DECLINED");
        var amount = order.Unit["amount"]!;
        var value = CapturesTake ?? Value(amount);
        var capture = new EmulatedCapture(NewId(), order, (string)amount["currency_code"]!, value, Math.Round(value * 0.044m, 2),
            Now()) { Status = CapturesBecome };
        order.Captures.Add(Captures[capture.Id] = capture);
        order.Status = "COMPLETED";
        return new Reply(201, Describe(order));
    }

    private Reply Refund(string id, JsonObject asked)
    {
        if (!Captures.TryGetValue(id, out var capture))
            return Error(404, "RESOURCE_NOT_FOUND");
        if (RefundsBecome == "DECLINED")
            return Error(422, "UNPROCESSABLE_ENTITY", "REFUND_FAILED_INSUFFICIENT_FUNDS");
        var left = capture.Value - Refunds.Values.Where(r => r.Capture == capture && r.Status != "FAILED").Sum(r => r.Value);
        var value = asked["amount"] is { } amount ? Value(amount) : left;
        if (left == 0)
            return Error(422, "UNPROCESSABLE_ENTITY", "CAPTURE_FULLY_REFUNDED");
        if (value > left)
            return Error(422, "UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED");
        return new Reply(201, Describe(RefundByHand(capture, value, (string?)asked["custom_id"])));
    }

    /// <summary>As if it were made on PayPal's site.</summary>
    public EmulatedRefund RefundByHand(EmulatedCapture capture, decimal value, string? customId = null)
    {
        var refund = new EmulatedRefund(NewId(), capture, value, customId, Now()) { Status = RefundsBecome };
        Refunds[refund.Id] = refund;
        capture.Status = Refunds.Values.Where(r => r.Capture == capture).Sum(r => r.Value) == capture.Value ? "REFUNDED" : "PARTIALLY_REFUNDED";
        return refund;
    }

    public void Dispute(EmulatedCapture capture, string id, string state, string? outcome = null)
    {
        Disputes.RemoveAll(d => (string?)d.Item["dispute_id"] == id);
        Disputes.Add((capture.Id, new JsonObject
        {
            ["dispute_id"] = id, ["reason"] = "MERCHANDISE_OR_SERVICE_NOT_RECEIVED", ["dispute_state"] = state,
            ["dispute_amount"] = Amount(capture.Currency, capture.Value), ["create_time"] = Text(Now()),
            ["seller_response_due_date"] = Text(Now().AddDays(10)), ["dispute_outcome"] = outcome is null ? null : new JsonObject { ["outcome_code"] = outcome },
        }));
    }

    public JsonObject Describe(EmulatedOrder order)
    {
        var unit = (JsonObject)order.Unit.DeepClone();
        unit["payments"] = new JsonObject
        {
            ["captures"] = new JsonArray([.. order.Captures.Select(c => (JsonNode)Describe(c))]),
            ["refunds"] = new JsonArray([.. Refunds.Values.Where(r => r.Capture.Order == order).Select(r => (JsonNode)Describe(r))]),
        };
        return new JsonObject
        {
            ["id"] = order.Id, ["intent"] = "CAPTURE", ["status"] = order.Status, ["purchase_units"] = new JsonArray(unit),
            ["links"] = new JsonArray(Link("self", $"{Url}/v2/checkout/orders/{order.Id}", "GET"),
                Link(ApproveRel, $"{Pages}/checkoutnow?token={order.Id}", "GET")),
        };
    }

    public JsonObject Describe(EmulatedCapture capture) => new()
    {
        ["id"] = capture.Id, ["status"] = capture.Status, ["amount"] = Amount(capture.Currency, capture.Value), ["create_time"] = Text(capture.At),
        ["custom_id"] = (string?)capture.Order?.Unit["custom_id"], ["invoice_id"] = (string?)capture.Order?.Unit["invoice_id"],
        ["seller_receivable_breakdown"] = capture.Status == "PENDING" ? null : new JsonObject
        {
            ["gross_amount"] = Amount(capture.Currency, capture.Value), ["paypal_fee"] = Amount(capture.Currency, capture.Fee),
            ["net_amount"] = Amount(capture.Currency, capture.Value - capture.Fee),
        },
        ["supplementary_data"] = capture.Order is null ? null
            : new JsonObject { ["related_ids"] = new JsonObject { ["order_id"] = capture.Order.Id } },
    };

    public JsonObject Describe(EmulatedRefund refund) => new()
    {
        ["id"] = refund.Id, ["status"] = refund.Status, ["amount"] = Amount(refund.Capture.Currency, refund.Value), ["custom_id"] = refund.CustomId,
        ["create_time"] = Text(refund.At),
        ["links"] = new JsonArray(Link("self", $"{Url}/v2/payments/refunds/{refund.Id}", "GET"),
            Link("up", $"{Url}/v2/payments/captures/{refund.Capture.Id}", "GET")),
    };

    private Reply Report(string from, string until)
    {
        bool Within(DateTime at) => string.CompareOrdinal(Text(at), from) >= 0 && string.CompareOrdinal(Text(at), until) <= 0;
        JsonNode Row(string id, string? of, string code, DateTime at, string currency, decimal value, decimal? fee, string? custom) =>
            new JsonObject
        {
            ["transaction_info"] = new JsonObject
            {
                ["transaction_id"] = id, ["paypal_reference_id"] = of, ["transaction_event_code"] = code, ["transaction_initiation_date"] = Text(at),
                ["transaction_amount"] = Amount(currency, value), ["fee_amount"] = fee is { } kept ? Amount(currency, -kept) : null,
                ["transaction_status"] = "S", ["custom_field"] = custom,
            },
        };
        if ((DateTime.Parse(until, CultureInfo.InvariantCulture) - DateTime.Parse(from, CultureInfo.InvariantCulture)).TotalDays > 31)
            return Error(400, "INVALID_REQUEST", "INVALID_DATE_RANGE");
        var rows = Captures.Values.Where(c => Within(c.At))
            .Select(c => Row(c.Id, null, "T0006", c.At, c.Currency, c.Value, c.Fee, (string?)c.Order?.Unit["custom_id"]))
            .Concat(Refunds.Values.Where(r => Within(r.At))
                .Select(r => Row(r.Id, r.Capture.Id, "T1107", r.At, r.Capture.Currency, -r.Value, null, null)));
        return new Reply(200, new JsonObject { ["transaction_details"] = new JsonArray([.. rows]), ["total_pages"] = 1 });
    }

    private static JsonObject Amount(string currency, decimal value) => new()
    {
        ["currency_code"] = currency, ["value"] = value.ToString(WholeOnly.Contains(currency) ? "0" : "0.00", CultureInfo.InvariantCulture),
    };

    private static JsonObject Link(string rel, string href, string method) => new() { ["rel"] = rel, ["href"] = href, ["method"] = method };
}
