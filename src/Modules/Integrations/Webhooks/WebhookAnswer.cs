namespace Guildhall.Integrations.Webhooks;

/// <summary>What came of one try.</summary>
/// <param name="Status"><c>null</c> when there was no answer.</param>
/// <param name="Failure"><c>null</c> when it was answered.</param>
/// <param name="RetryAfter">As the answer asked; <c>null</c> when it did not.</param>
internal sealed record WebhookAnswer(int? Status, string? Failure, string Excerpt, int Milliseconds, TimeSpan? RetryAfter = null)
{
    public const string Redirected = "redirected";

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>The receiver says that it will never want anything again (Standard Webhooks, 410).</summary>
    public bool IsGone => Status == 410;
}
