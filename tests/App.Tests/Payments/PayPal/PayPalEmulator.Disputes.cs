using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Guildhall.App.Tests.Payments.PayPal;

/// <summary>
/// Disputes as PayPal answers about them: what may be done stands in the links, and evidence comes as a form of several parts.
/// </summary>
internal sealed partial class PayPalEmulator
{
    /// <summary>What we handed in, note by note, and with which request id.</summary>
    public List<(string Dispute, IReadOnlyList<string> Notes)> Evidence { get; } = [];

    private JsonObject? FindDispute(string id) => Disputes.Where(d => (string?)d.Item["dispute_id"] == id).Select(d => d.Item).SingleOrDefault();

    private Reply ShowDispute(string id)
    {
        if (FindDispute(id) is not { } dispute)
            return Error(404, "RESOURCE_NOT_FOUND");
        var shown = (JsonObject)dispute.DeepClone();
        // While buyer and seller still talk, a claim can neither be contested nor accepted.
        string[] deeds = (string?)dispute["dispute_state"] == "REQUIRED_ACTION" ? ["provide-evidence", "accept-claim"] : ["send-message"];
        shown["links"] = new JsonArray([Link("self", $"{Url}/v1/customer/disputes/{id}", "GET"),
            .. (string?)dispute["dispute_state"] == "RESOLVED" ? [] : deeds.Select(d => (JsonNode)Link(d, $"{Url}/v1/customer/disputes/{id}/{d}", "POST"))]);
        return new Reply(200, shown);
    }

    private Reply ProvideEvidence(string id, string? contentType, byte[] body)
    {
        if (FindDispute(id) is not { } dispute)
            return Error(404, "RESOURCE_NOT_FOUND");
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || type.MediaType != "multipart/form-data")
            return Error(415, "UNSUPPORTED_MEDIA_TYPE");
        if ((string?)dispute["dispute_state"] != "REQUIRED_ACTION")
            return Error(422, "UNPROCESSABLE_ENTITY", "ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE");
        if (Input(type, body)?["evidences"] is not JsonArray { Count: > 0 and <= 100 } evidences
            || evidences.Any(e => (string?)e!["evidence_type"] is not "OTHER" || (string?)e["notes"] is not { Length: > 0 and <= 2000 }))
            return Error(400, "INVALID_REQUEST", "VALIDATION_ERROR");
        Evidence.Add((id, [.. evidences.Select(e => (string)e!["notes"]!)]));
        dispute["dispute_state"] = "UNDER_PAYPAL_REVIEW";
        return new Reply(200, new JsonObject { ["links"] = new JsonArray(Link("self", $"{Url}/v1/customer/disputes/{id}", "GET")) });
    }

    private Reply AcceptClaim(string id, JsonNode asked)
    {
        if (FindDispute(id) is not { } dispute)
            return Error(404, "RESOURCE_NOT_FOUND");
        if ((string?)asked["note"] is not { Length: > 0 and <= 2000 })
            return Error(400, "INVALID_REQUEST", "MISSING_REQUIRED_PARAMETER");
        if ((string?)dispute["dispute_state"] != "REQUIRED_ACTION")
            return Error(422, "UNPROCESSABLE_ENTITY", "ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE");
        (dispute["dispute_state"], dispute["dispute_outcome"]) = ("RESOLVED", new JsonObject { ["outcome_code"] = "RESOLVED_BUYER_FAVOUR" });
        return new Reply(200, new JsonObject { ["links"] = new JsonArray(Link("self", $"{Url}/v1/customer/disputes/{id}", "GET")) });
    }

    /// <summary>The JSON of the part that is called "input".</summary>
    private static JsonNode? Input(MediaTypeHeaderValue type, byte[] body)
    {
        foreach (var part in Encoding.UTF8.GetString(body).Split("--" + HeaderUtilities.RemoveQuotes(type.Boundary).Value))
        {
            if (part.Split("\r\n\r\n", 2) is [var head, var json] && head.Contains("application/json", StringComparison.Ordinal)
                && (head.Contains("name=input", StringComparison.Ordinal) || head.Contains("name=\"input\"", StringComparison.Ordinal)))
                return JsonNode.Parse(json);
        }
        return null;
    }
}
