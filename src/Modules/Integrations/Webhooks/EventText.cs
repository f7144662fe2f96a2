namespace Guildhall.Integrations.Webhooks;

/// <summary>What an event says, in a person's words.</summary>
internal static class EventText
{
    /// <returns>A text key; the kind itself for an event that nobody described yet.</returns>
    public static string Of(string kind) => kind switch
    {
        "content.article_published" => "Article published",
        "content.article_revised" => "Article updated",
        "content.article_withdrawn" => "Article unpublished",
        "payments.order_paid" => "Order paid",
        "payments.order_refunded" => "Order refunded",
        "memberships.membership_granted" => "Membership started",
        "memberships.thing_granted" => "Single item opened to a member",
        "memberships.membership_revoked" => "Membership ended early",
        "learning.course_published" => "Course published",
        "learning.course_archived" => "Course archived",
        "learning.member_enrolled" => "Member enrolled in a course",
        "learning.enrollment_ended" => "Enrolment ended",
        "learning.course_completed" => "Course completed",
        "learning.certificate_issued" => "Certificate issued",
        WebhookMessage.Test => "Test message",
        _ => kind,
    };

    /// <returns>A text key for the failure codes of a delivery.</returns>
    public static string OfFailure(string code) => code switch
    {
        "address_forbidden" => "The host resolves to a private address",
        "timed_out" => "No answer within 10 seconds",
        "name_not_resolved" => "The host name can't be resolved",
        "tls_failed" => "The certificate is invalid",
        "connection_failed" => "Connection refused",
        "answer_broken" => "The response was cut off",
        "redirected" => "It redirects: enter the final address",
        "endpoint_off" => "The endpoint was turned off",
        "not_allowed" => "The endpoint's owner may no longer know of this.",
        _ => code,
    };
}
