using Guildhall.Kernel.Data;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.PayPal;

/// <summary>A plan that was made at PayPal: it gives each its own id, and nobody can look one up by ours.</summary>
internal sealed class PayPalPlanRow
{
    private PayPalPlanRow() { }

    public long Id { get; private set; }

    /// <summary>The app that made it; another one does not know it.</summary>
    public string ClientId { get; private set; } = "";

    /// <summary>Ours.</summary>
    public string PlanKey { get; private set; } = "";

    /// <summary>Theirs.</summary>
    public string PlanId { get; private set; } = "";

    public static PayPalPlanRow Of(string clientId, string planKey, string planId) =>
        new() { ClientId = clientId, PlanKey = planKey, PlanId = planId };
}

/// <summary>Makes each plan once.</summary>
internal sealed class PayPalPlans(PayPalClient client, IServiceScopeFactory scopes)
{
    private const string Product = "GUILDHALL-MEMBERSHIP";

    /// <summary>They take at most two cycles before the regular one, and a cycle at most so often.</summary>
    private const int MostCycles = 2, MostPeriods = 999;

    /// <summary>Whether it fits into what they can repeat.</summary>
    public static bool Fits(PriceCourse course) => CyclesBefore(course) is var before
        && before.Count + (course.TrialDays > 0 ? 1 : 0) <= MostCycles && before.TrueForAll(s => s.Periods <= MostPeriods);

    /// <summary>The periods that cost other than all later ones.</summary>
    public static List<PriceStep> CyclesBefore(PriceCourse course)
    {
        List<PriceStep> before = [];
        if (course.TrialDays == 0)
            PriceStep.Add(before, 1, course.First);
        foreach (var step in course.Steps)
            PriceStep.Add(before, step.Periods, step.Amount);
        if (before.Count > 0 && before[^1].Amount == course.Final)
            before.RemoveAt(before.Count - 1);
        return before;
    }

    /// <param name="trialDays">Days without a charge before the first; 0 for none.</param>
    /// <param name="before">The periods that cost other than the plan.</param>
    /// <returns>PayPal's id of the plan.</returns>
    public async Task<string> EnsureAsync(
        PayPalAccount account, SubscriptionPlan plan, int trialDays, IReadOnlyList<PriceStep> before, CancellationToken cancel)
    {
        var key = plan.Key + (trialDays > 0 ? $"-t{trialDays}" : "")
            + string.Concat(before.Select(s => s.Periods == 1 ? $"-f{s.Amount}" : $"-p{s.Periods}x{s.Amount}"));
        if (await FindAsync(account, key, cancel) is { } known)
            return known;
        await EnsureProductAsync(account, cancel);
        var made = await client.PostAsync<PayPalPlan>(account, "/v1/billing/plans", new
        {
            ProductId = Product,
            Name = Cut(plan.Title),
            Status = "ACTIVE",
            BillingCycles = Cycles(plan, trialDays, before),
            PaymentPreferences = new { AutoBillOutstanding = true, PaymentFailureThreshold = 3 },
        }, "plan-" + key, cancel);
        return await KeepAsync(account, key, made.Id ?? throw new ProcessorFailure("answer_unreadable"), cancel);
    }

    /// <summary>Our key of a plan of theirs, without what differs in its first periods.</summary>
    /// <returns><c>null</c> for one that we have not made.</returns>
    public async Task<string?> KeyOfAsync(PayPalAccount account, string planId, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var key = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<PayPalPlanRow>()
            .Where(p => p.ClientId == account.ClientId && p.PlanId == planId).Select(p => p.PlanKey).SingleOrDefaultAsync(cancel);
        return key is null ? null : string.Join('-', key.Split('-').Take(Plan.KeyParts));
    }

    private static List<object> Cycles(SubscriptionPlan plan, int trialDays, IReadOnlyList<PriceStep> before)
    {
        object Cycle(string tenure, int sequence, int total, object frequency, long amount) => new
        {
            TenureType = tenure,
            Sequence = sequence,
            TotalCycles = total,
            Frequency = frequency,
            PricingScheme = new { FixedPrice = PayPalAmount.Of(amount, plan.Currency) },
        };
        // They take at most 12 months and 365 days in one period.
        object period = plan.Months % 12 == 0
            ? new { IntervalUnit = "YEAR", IntervalCount = plan.Months / 12 }
            : new { IntervalUnit = "MONTH", IntervalCount = plan.Months };
        var cycles = new List<object>();
        if (trialDays > 0)
            cycles.Add(Cycle("TRIAL", 1, 1, new { IntervalUnit = "DAY", IntervalCount = trialDays }, 0));
        foreach (var step in before)
            cycles.Add(Cycle("TRIAL", cycles.Count + 1, step.Periods, period, step.Amount));
        cycles.Add(Cycle("REGULAR", cycles.Count + 1, 0, period, plan.Amount));
        return cycles;
    }

    private async Task EnsureProductAsync(PayPalAccount account, CancellationToken cancel)
    {
        try
        {
            await client.PostAsync<PayPalProduct>(
                account, "/v1/catalogs/products", new { Id = Product, Name = "Membership", Type = "SERVICE" }, "product-" + Product, cancel);
        }
        catch (ProcessorFailure failure) when (failure.Code is "duplicate_resource_identifier")
        {
            // Made before, by us.
        }
    }

    private async Task<string?> FindAsync(PayPalAccount account, string key, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<PayPalPlanRow>()
            .Where(p => p.ClientId == account.ClientId && p.PlanKey == key).Select(p => p.PlanId).SingleOrDefaultAsync(cancel);
    }

    private async Task<string> KeepAsync(PayPalAccount account, string key, string id, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            db.Add(PayPalPlanRow.Of(account.ClientId, key, id));
            await db.SaveChangesAsync(cancel);
            return id;
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            return await FindAsync(account, key, cancel) ?? throw new ProcessorFailure("unavailable");
        }
    }

    private static string Cut(string title) => title.Length <= 100 ? title : title[..(char.IsHighSurrogate(title[99]) ? 99 : 100)];

    private sealed record PayPalProduct(string? Id);
}

internal sealed class PayPalPlanMapping : IEntityTypeConfiguration<PayPalPlanRow>
{
    public void Configure(EntityTypeBuilder<PayPalPlanRow> builder)
    {
        builder.ToTable("paypal_plans");
        builder.Property(p => p.ClientId).HasMaxLength(200);
        builder.Property(p => p.PlanKey).HasMaxLength(100);
        builder.Property(p => p.PlanId).HasMaxLength(60);
        builder.HasIndex(p => new { p.ClientId, p.PlanKey }).IsUnique();
    }
}
