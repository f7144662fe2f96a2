namespace Guildhall.Payments.Processors;

/// <summary>So many periods in a row that cost the same.</summary>
/// <param name="Amount">Minor units.</param>
public sealed record PriceStep(int Periods, long Amount)
{
    /// <summary>Adds a step behind others, or makes the last one longer.</summary>
    internal static void Add(List<PriceStep> steps, int periods, long amount)
    {
        if (steps.Count > 0 && steps[^1].Amount == amount)
            steps[^1] = steps[^1] with { Periods = steps[^1].Periods + periods };
        else
            steps.Add(new PriceStep(periods, amount));
    }
}

/// <summary>All that a subscription costs from its first order on.</summary>
/// <param name="First">What is paid now, minor units; 0 with a trial.</param>
/// <param name="TrialDays">Days for nothing before the first charge.</param>
/// <param name="Steps">Behind it, in order; empty where every further period costs <paramref name="Final"/>.</param>
/// <param name="Final">Behind the steps, for good.</param>
public sealed record PriceCourse(long First, int TrialDays, IReadOnlyList<PriceStep> Steps, long Final)
{
    /// <summary>What is charged next.</summary>
    public long Next => Steps.Count > 0 ? Steps[0].Amount : Final;

    /// <summary>A charge of nothing is none, and nobody tells of it: such a period would never begin.</summary>
    public bool ChargesNothing => Final == 0 || Steps.Any(s => s.Amount == 0);
}
