namespace Guildhall.Integrations.Webhooks;

/// <summary>What an event says, in a person's words.</summary>
internal static class EventText
{
    /// <returns>A text key; the kind itself for an event that nobody described yet.</returns>
    public static string Of(string kind) => kind switch
    {
        "content.article_published" => "An article was published",
        "content.article_revised" => "A published article was changed",
        "content.article_withdrawn" => "An article was withdrawn",
        "payments.order_paid" => "An order was paid",
        "payments.order_refunded" => "Money went back to a buyer",
        "memberships.membership_granted" => "A membership began",
        "memberships.membership_revoked" => "A membership was ended early",
        WebhookMessage.Test => "Test message",
        _ => kind,
    };

    /// <returns>A text key for the failure codes of a delivery.</returns>
    public static string OfFailure(string code) => code switch
    {
        "address_forbidden" => "The name leads to a private address",
        "timed_out" => "No answer within 10 seconds",
        "name_not_resolved" => "The name is not known",
        "tls_failed" => "The certificate is not good",
        "connection_failed" => "Nobody listens there",
        "answer_broken" => "The answer broke off",
        "redirected" => "It redirects: enter the final address",
        "endpoint_off" => "The endpoint was switched off",
        _ => code,
    };
}
