using System.Text.Json;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.Stripe;

// https://docs.stripe.com/webhooks. POST with Stripe-Signature (see TimedSignature), body
//   {"id":"evt_…","object":"event","type":"checkout.session.completed","data":{"object":{"id":"cs_…",…}}}
// Traps: no order, many copies; the object is as old as the event and in the version of the endpoint, so nothing is read from it but
// ids; "account" is there only in events of somebody else's connected account; a thin event ("object":"v2.core.event") has no object.
internal sealed record StripeEvent(string Id, string Type, JsonElement Object)
{
    public const string SignatureHeader = "Stripe-Signature";

    /// <returns><c>null</c> for a genuine event that is none of our business.</returns>
    /// <exception cref="Refused">400: signature_bad, signature_old, payload_malformed.</exception>
    public static StripeEvent? Read(string? signature, ReadOnlyMemory<byte> body, IReadOnlyList<string> secrets, DateTime now)
    {
        switch (TimedSignature.Verify(signature, body.Span, secrets, now))
        {
            case SignatureVerdict.Bad:
                throw new Refused("signature_bad", 400, "The signature doesn't match the body.");
            case SignatureVerdict.Old:
                throw new Refused("signature_old", 400, "The signature isn't of the last five minutes. If it was made just now, set the clock of this server.");
        }
        try
        {
            var told = JsonSerializer.Deserialize<JsonElement>(body.Span);
            if (TextOf(told, "object") is not "event")
                return TextOf(told, "object")?.StartsWith("v2.", StringComparison.Ordinal) == true ? null : throw Malformed();
            if (TextOf(told, "account") is not null)
                return null;
            if (TextOf(told, "id") is { Length: > 0 and <= 200 } id && TextOf(told, "type") is { Length: > 0 and <= 100 } type
                && told.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
                && data.TryGetProperty("object", out var about) && about.ValueKind == JsonValueKind.Object)
                return new StripeEvent(id, type, about);
        }
        catch (JsonException)
        {
            // Signed or not, it cannot be read.
        }
        throw Malformed();
    }

    /// <summary>The object's own id; <c>null</c> where it has none that could be kept.</summary>
    public string? ObjectId => Id200(TextOf(Object, "id"));

    /// <summary>A field of the object that names another one, expanded or not.</summary>
    public string? IdAt(params string[] path)
    {
        var at = Object;
        foreach (var part in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at))
                return null;
        }
        return Id200(at.ValueKind == JsonValueKind.Object ? TextOf(at, "id") : at.ValueKind == JsonValueKind.String ? at.GetString() : null);
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    private static string? Id200(string? id) => id is { Length: > 0 and <= 200 } ? id : null;

    private static Refused Malformed() => new("payload_malformed", 400, "The body is not an event of this processor.");
}
