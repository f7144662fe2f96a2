namespace Guildhall.Payments.Processors;

/// <summary>A processor with a site of its own where members see their invoices, change their card or cancel. What they do there is told by
/// webhooks.</summary>
internal interface IMemberPortal : IRecurringProcessor
{
    /// <summary>Opens it for whoever pays this subscription.</summary>
    /// <param name="returnUrl">Where the member comes back to.</param>
    /// <returns>An address that is good for some minutes, and for this member alone.</returns>
    /// <exception cref="ProcessorFailure">It is not set up there, or they do not answer.</exception>
    Task<string> OpenPortalAsync(string subscriptionReference, string returnUrl, CancellationToken cancel);
}
