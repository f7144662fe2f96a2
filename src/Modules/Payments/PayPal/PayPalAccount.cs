using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

/// <summary>A merchant's application at PayPal, as it is set.</summary>
/// <param name="WebhookId">Of the webhook that the operator made there; without it no webhook can be believed.</param>
/// <param name="HasOwnBase">Whether the operator names another server than the true one.</param>
internal sealed record PayPalAccount(string ClientId, string ClientSecret, string WebhookId, string ApiBase, bool HasOwnBase)
{
    private const string Section = "Guildhall:Payments:PayPal:";

    public static readonly IReadOnlyList<ProcessorSetting> Settings =
    [
        new(Section + "ClientId", "Client ID", "Of an app in PayPal's developer dashboard."),
        new(Section + "ClientSecret", "Secret", "Beside the client ID.", IsSecret: true),
        new(Section + "WebhookId", "Webhook ID", "Add the webhook address to the app, for all events; its ID appears beside it."),
        new(Section + "ApiBase", "Address of the interface",
            "Leave empty for the real one; https://api-m.sandbox.paypal.com for testing.") { IsAddress = true },
    ];

    /// <returns><c>null</c> until all that is needed is set.</returns>
    public static PayPalAccount? Of(ProcessorValues values)
    {
        string Value(string name) => values[Section + name].Trim();
        var own = Value("ApiBase");
        var account = new PayPalAccount(
            Value("ClientId"), Value("ClientSecret"), Value("WebhookId"), ProcessorCalls.Base(own, "https://api-m.paypal.com"), own.Length > 0);
        return account is { ClientId.Length: > 0, ClientSecret.Length: > 0 } ? account : null;
    }
}
