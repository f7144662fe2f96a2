using System.Text.Json.Serialization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Api;

/// <summary>Subscriptions, for programs: a member's own, and a community's for its operator.</summary>
internal static class SubscriptionsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/api/me/subscriptions").WithTags("Subscriptions");
        mine.MapGet("", ListAsync).RequireScope("orders:read").WithName("GetMySubscriptions").WithSummary("The caller's subscriptions in every community, living ones first.");
        mine.MapGet("/{id:long}/change-preview", PreviewAsync).RequireScope("orders:read").WithName("PreviewPlanChange")
            .WithSummary("What another plan would cost now, and when it would begin. Changes nothing.");
        mine.MapPatch("/{id:long}", ChangeAsync).RequireScope("orders:write").WithName("ChangeMySubscription")
            .WithSummary("One of: plan (another one), cancelAt (\"period_end\", \"now\", or null to keep it), pause (months, 0 to resume).");
        routes.MapGet("/api/communities/{community}/manage/subscriptions", ManagedAsync).WithTags("Subscriptions")
            .RequirePermission(Permissions.ReadMoney).RequireScope("orders:read").WithName("GetSubscriptions")
            .WithSummary("All subscriptions, newest first; state: trial, active, past_due, paused, ended; q: a member, an item or the processor's number.");
    }

    private static async Task<Ok<SubscriptionAnswers>> ListAsync(
        OwnSubscriptions own, CurrentMember current, CancellationToken cancel) => TypedResults.Ok(new SubscriptionAnswers(
        [.. (await own.ListAsync(current.RequireId(), cancel)).Select(s => SubscriptionAnswer.Of(s.Row, s.Standing, s.Community.Slug))],
        null));

    private static async Task<Ok<PlanChangeAnswer>> PreviewAsync(
        long id, ChangePlan change, CurrentMember current, CancellationToken cancel, string? item = null, string? interval = null) =>
        TypedResults.Ok(PlanChangeAnswer.Of(await change.PreviewAsync(current.RequireId(), id, item ?? "", IntervalOf(interval), cancel)));

    private static async Task<Ok<SubscriptionChanged>> ChangeAsync(
        long id, SubscriptionPatch patch, OwnSubscriptions own, ChangePlan change, CurrentMember current,
        [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken cancel)
    {
        var member = current.RequireId();
        Placed? placed = null;
        if (patch.Plan is { } plan)
            placed = await change.RunAsync(member, id, plan.Item ?? "", IntervalOf(plan.Interval), plan.Expected, plan.Processor, key,
                cancel);
        else if (patch.Pause is { } months)
            await (months == 0 ? own.ResumeAsync(member, id, cancel) : own.PauseAsync(member, id, months, cancel));
        else
            await CancelAsync(member, id, patch, own, cancel);
        var now = await own.FindAsync(member, id, cancel);
        return TypedResults.Ok(new SubscriptionChanged(SubscriptionAnswer.Of(now.Row, now.Standing, now.Community.Slug), placed?.Order.Code,
            placed?.Order.Total, StartAnswer.Of(placed?.Start)));
    }

    private static Task CancelAsync(long member, long id, SubscriptionPatch patch, OwnSubscriptions own, CancellationToken cancel) =>
        patch.CancelAt switch
        {
            _ when patch.KeepsRunning => own.KeepAsync(member, id, cancel),
            "period_end" or "now" => own.CancelAsync(member, id, patch.CancelAt == "now",
                patch.Reason is null ? CancelReason.Other : EnumWords.Read<CancelReason>(patch.Reason), patch.Words, cancel),
            _ => throw Refused.AtField("cancelAt", "patch_unknown", "Send one of plan, cancelAt (period_end, now, null) or pause."),
        };

    private static async Task<Ok<SubscriptionAnswers>> ManagedAsync(
        string community, SubscriptionList list, TimeProvider time, CancellationToken cancel, string? state = null, string? q = null,
        long? after = null, int limit = 50)
    {
        var wanted = EnumWords.Read<SubscriptionStanding>(state);
        if (state is not null && wanted is null)
            throw Refused.AtField("state", "state_unknown", "There is no such state.");
        var now = time.GetUtcNow().UtcDateTime;
        var page = await list.PageAsync(new SubscriptionFilter(wanted, q), after, limit, cancel);
        return TypedResults.Ok(new SubscriptionAnswers([.. page.Items.Select(s => SubscriptionAnswer.Of(s, s.StateAt(now), community))],
            page.Next));
    }

    private static Interval IntervalOf(string? word) => Intervals.Read(word) is { } interval && interval.Renews() ? interval
        : throw Refused.AtField("interval", "interval_unknown", "Choose month, quarter or year.");
}

/// <param name="Plan">Another plan.</param>
/// <param name="Pause">Months, behind what is paid; 0 resumes.</param>
/// <param name="Reason">With a cancellation: too_expensive, too_little_time, not_what_i_expected, goal_reached, other.</param>
/// <param name="Words">With a cancellation, at most 500 characters.</param>
public sealed record SubscriptionPatch(PlanPatch? Plan = null, int? Pause = null, string? Reason = null, string? Words = null)
{
    private readonly string? _cancelAt;

    /// <summary>"period_end"; "now", which closes what is paid too and gives no money back; null or "never" takes a cancellation back.</summary>
    public string? CancelAt
    {
        get => _cancelAt;
        init => (_cancelAt, KeepsRunning) = (value, value is null or "" or "never");
    }

    /// <summary>A null that was sent is another thing than none.</summary>
    internal bool KeepsRunning { get; private init; }
}

/// <param name="Item">Id or slug of the tier.</param>
/// <param name="Interval">"month", "quarter" or "year".</param>
/// <param name="Expected">Minor units that the preview said are due now; null takes it as it is.</param>
/// <param name="Processor">Who shall take what is due now; null for the one before.</param>
public sealed record PlanPatch(
    [property: JsonConverter(typeof(IdOrSlugJson))] string? Item, string? Interval, long? Expected = null, string? Processor = null);

/// <param name="Order">The order to be paid before the change; null when nothing is due.</param>
/// <param name="Due">Its total, minor units.</param>
public sealed record SubscriptionChanged(SubscriptionAnswer Subscription, string? Order, long? Due, StartAnswer? Start);

/// <summary>Amounts are minor units of the currency; times are UTC.</summary>
/// <param name="Processor">Who charges it; null where each period is paid by hand.</param>
/// <param name="NextAmount">What the next period is charged.</param>
/// <param name="NextBack">What of it goes back as soon as it is charged, as it was promised for staying.</param>
/// <param name="Consent">What the processor waits for; null for nothing.</param>
/// <param name="Course">What coupons make of the coming periods, in order; every period behind costs <paramref name="FinalAmount"/>.</param>
public sealed record SubscriptionAnswer(
    long Id, string Community, SubscriptionStanding State, string Kind, long Item, string Title, Interval Interval, long Amount,
        string Currency,
    string? Processor, DateTime StartedAt, DateTime? TrialUntil, DateTime PaidUntil, DateTime? PastDueSince, DateTime? NextTryAt,
    DateTime? CancelAt, CancelReason? CancelReason, DateTime? PausedFrom, DateTime? PausedUntil, DateTime? EndedAt, EndReason? EndReason,
    long? NextItem, Interval? NextInterval, long NextAmount, long NextBack, ConsentAnswer? Consent,
    IReadOnlyList<CourseStep> Course, long FinalAmount)
{
    internal static SubscriptionAnswer Of(Subscription s, SubscriptionStanding standing, string community) => new(
        s.Id, community, standing, s.ItemKind, s.ItemId, s.Title, s.Interval, s.Amount, s.Currency, s.Processor, s.StartedAt, s.TrialUntil,
        s.PaidUntil, s.PastDueSince, s.NextTryAt, s.CancelAt, s.CancelReason, s.PausedFrom, s.PausedUntil, s.EndedAt, s.EndReason,
        s.NextItemId, s.NextInterval, s.NextCharge, s.NextBack, ConsentAnswer.Of(s),
        [.. s.Course.Steps.Select(c => new CourseStep(c.Periods, c.Amount))], s.Course.Final);
}

/// <summary>
/// The processor charges the next plan only once the member has agreed on a page of its own; until then this plan goes on, at its price.
/// </summary>
/// <param name="Url">Where the member agrees; null while the processor is being asked for it.</param>
/// <param name="AskedAt">UTC.</param>
public sealed record ConsentAnswer(string? Url, DateTime? AskedAt)
{
    internal static ConsentAnswer? Of(Subscription s) =>
        s.AwaitsConsent || s.ConsentUrl is not null ? new(s.ConsentUrl, s.ConsentAskedAt) : null;
}

/// <param name="Periods">How many in a row.</param>
/// <param name="Amount">Minor units of each.</param>
public sealed record CourseStep(int Periods, long Amount);

/// <param name="Next">Give it as `after` for the next page; null on the last, and where all are told.</param>
public sealed record SubscriptionAnswers(IReadOnlyList<SubscriptionAnswer> Items, long? Next);

/// <param name="AtOnce">It begins with its payment; else when what is paid is over.</param>
/// <param name="Price">Of its first period, minor units.</param>
/// <param name="Credit">What unused days of the present plan pay of it.</param>
/// <param name="Off">What coupons that still hold take off it.</param>
/// <param name="Due">To be paid now: pass it as <c>expected</c>.</param>
public sealed record PlanChangeAnswer(
    long Item, string Title, Interval Interval, bool AtOnce, DateTime From, long Price, long Credit, long Off, long Due, string Currency)
{
    internal static PlanChangeAnswer Of(PlanChange change) =>
        new(change.Plan.ItemId, change.Plan.Title, change.Plan.Interval, change.AtOnce,
        change.From, change.Price, change.Credit, change.Off, change.Due, change.Plan.Currency);
}
