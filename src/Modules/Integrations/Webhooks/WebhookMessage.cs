using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;

namespace Guildhall.Integrations.Webhooks;

/// <summary>The body of a message, and the work of sending it.</summary>
internal static class WebhookMessage
{
    public const string Test = "test";

    private static readonly JsonSerializerOptions Camel =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static EndpointDelivery Of(WebhookEndpoint endpoint, string community, string kind, Envelope envelope, object data) =>
        EndpointDelivery.Of(
        endpoint, envelope.ActivityId, $"msg_{envelope.ActivityId}_{endpoint.Id}", kind, Body(kind, community, envelope.At, data), envelope.At);

    public static EndpointDelivery OfTest(WebhookEndpoint endpoint, string community, DateTime now) => EndpointDelivery.Of(
        endpoint, activityId: null, $"msg_test_{Guid.NewGuid():N}", Test, Body(Test, community, now, new { endpoint = endpoint.Id }), now);

    public static WorkOrder Order(EndpointDelivery delivery) =>
        new(delivery.Id.ToString(CultureInfo.InvariantCulture), new DeliverWebhook(delivery.Id));

    /// <summary>A text as it stands in a body.</summary>
    public static string Written(string text) => JsonSerializer.Serialize(text, Camel);

    private static string Body(string kind, string community, DateTime at, object data) =>
        JsonSerializer.Serialize(new { type = kind, timestamp = at, community, data }, Camel);
}
