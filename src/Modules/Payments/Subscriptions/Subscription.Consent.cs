using Guildhall.Payments.Orders;

namespace Guildhall.Payments.Subscriptions;

/// <summary>
/// Some processors change a price only once the buyer has agreed on a page of theirs. Until then they charge what they charged, and so it
/// stands here: nothing is promised that nobody has agreed to.
/// </summary>
internal sealed partial class Subscription
{
    /// <summary>The plan to which the processor asks the buyer to agree, by our key of it; <c>null</c> when it asks nothing.</summary>
    public string? ConsentPlan { get; private set; }

    /// <summary>The processor's page where the buyer agrees to <see cref="ConsentPlan"/>.</summary>
    public string? ConsentUrl { get; private set; }

    public DateTime? ConsentAskedAt { get; private set; }

    /// <summary>The plan that was chosen for the next period is not the one that will be charged, until the buyer agrees.</summary>
    public bool AwaitsConsent => KeepsSchedule && NextPlan is not null && PlanTold != ToCharge().Key;

    /// <summary>Minor units of <see cref="NextCharge"/> that go back as soon as it was charged: what was promised for staying, where the
    /// processor would ask for consent twice.</summary>
    public long NextBack => KeepsSchedule && NextPercentOff is { } percent ? NextCharge - Proration.Less(NextCharge, percent) : 0;

    /// <summary>The processor was told all that was wished.</summary>
    /// <returns>Whether it asks the buyer something that it did not ask before.</returns>
    public bool Told(DateTime wishedAt, PlanStanding there, DateTime now)
    {
        (ToldAt, PlanTold) = (wishedAt, there.Charged);
        if (there.Consent is not { } asked)
        {
            DropConsent();
            return false;
        }
        if (ConsentPlan == asked.Plan)
            return false;
        (ConsentPlan, ConsentUrl, ConsentAskedAt) = (asked.Plan, asked.Url, now);
        return true;
    }

    /// <summary>The processor says which plan it charges: the buyer may have agreed to another, or to none.</summary>
    /// <param name="key"><c>null</c> where it does not say.</param>
    public void SeePlan(string? key, DateTime now)
    {
        if (key is null || EndedAt is not null)
            return;
        if (key == ConsentPlan)
            DropConsent();
        if (key == PlanTold || IsTelling)
            return;
        PlanTold = key;
        if (key != ToCharge().Key && !IsCancelled)
            Wish(now);
    }

    private void DropConsent() => (ConsentPlan, ConsentUrl, ConsentAskedAt) = (null, null, null);
}

/// <summary>Which plan a processor charges once it was told.</summary>
/// <param name="Charged">By our key.</param>
/// <param name="Consent">What it asks the buyer before it charges another; <c>null</c> for nothing.</param>
internal sealed record PlanStanding(string Charged, AskedConsent? Consent = null);

/// <param name="Plan">By our key.</param>
/// <param name="Url">The page of theirs where the buyer agrees.</param>
internal sealed record AskedConsent(string Plan, string Url);
