using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Those who may refund hear when a buyer's bank asks money back, and again while an answer is still due.</summary>
internal sealed class NotifyOnDisputes(TellMembers tell, ICommunities communities, IRoleHolders holders)
    : IHandle<DisputeOpened>, IHandle<DisputeAnswerDue>
{
    public Task HandleAsync(DisputeOpened happened, Envelope envelope, CancellationToken cancel) => TellAsync(
        envelope, happened.OrderId, new Money(happened.Amount, happened.Currency), happened.AnswerBy,
        "Dispute in {0} over {1}: respond by {2}", "Dispute in {0} over {1}", cancel);

    public Task HandleAsync(DisputeAnswerDue happened, Envelope envelope, CancellationToken cancel) => TellAsync(
        envelope, happened.OrderId, new Money(happened.Amount, happened.Currency), happened.AnswerBy,
        "Dispute in {0} over {1} is still unanswered: without a response by {2} it is lost", "Dispute in {0} over {1}", cancel);

    private async Task TellAsync(
        Envelope envelope, long orderId, Money amount, DateTime? answerBy, string dated, string undated, CancellationToken cancel)
    {
        if (await communities.FindAsync(envelope.CommunityId, cancel) is not { } community)
            return;
        var operators = await holders.WithPermissionAsync(community.Id, OperatorMatter.Orders.Permission, envelope.At, cancel);
        IReadOnlyList<string> told = answerBy is { } by
            ? [community.Name, amount.Format(community.Language), Day(by, community)] : [community.Name, amount.Format(community.Language)];
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Operator, $"dispute:{envelope.ActivityId}", new Thing(OperatorMatter.Orders.ThingKind, orderId),
                answerBy is null ? undated : dated, told, $"/c/{community.Slug}/manage/orders/{orderId}"),
            operators, envelope.At, cancel);
    }

    private static string Day(DateTime at, CommunityInfo community) => TimeZoneInfo
        .ConvertTimeFromUtc(at, TimeZoneInfo.TryFindSystemTimeZoneById(community.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc)
        .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
