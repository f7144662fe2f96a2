using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>
/// Authors hear what moderators decided about their own, reporters what came of their reports. Nothing of the words stands in it: who
/// hears of a removal may no longer read them. What restrictions do is told where they are placed.
/// </summary>
internal sealed class NotifyOnModeration(TellMembers tell, ICommunities communities, ICases cases)
    : IHandle<VerdictGiven>, IHandle<VerdictUndone>, IHandle<MemberSanctioned>
{
    public async Task HandleAsync(VerdictGiven happened, Envelope envelope, CancellationToken cancel)
    {
        // Whoever is restricted hears it from where the restriction stands.
        if (happened.About.Kind == "restriction_answer"
            || await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        var text = happened.Kind switch
        {
            VerdictKind.Publish => "What you wrote in {0} is published now",
            VerdictKind.Refuse => "What you wrote in {0} was not published. See why",
            VerdictKind.Remove when happened.About.Kind == "member" => "Moderators of {0} took down a part of your profile. See why",
            VerdictKind.Remove => "Something of yours in {0} was removed. See why",
            VerdictKind.Uphold => "Your appeal in {0} was considered, and the decision stands",
            VerdictKind.Overturn => "Your appeal in {0} was granted",
            // Nothing happened to it, so its author never hears that it was reported.
            _ => null,
        };
        if (text is not null)
            await tell.RunAsync(
                new Notice(
                    community.Id, NotificationKinds.Standing, $"verdict:{happened.VerdictId}", new Thing("case", happened.CaseId), text,
                    [community.Name], PathOf(happened.CaseId)),
                [happened.AuthorId], envelope.At, cancel);
        if (happened.Kind.IsOfAppeal())
            return;
        var reported = new Notice(
            community.Id, NotificationKinds.Report, $"report:{happened.VerdictId}", new Thing("case", happened.CaseId),
            happened.Kind.IsAgainst() ? "Thank you: action was taken on what you reported in {0}"
                : "What you reported in {0} was reviewed and stays",
            [community.Name], "/account/decisions");
        await tell.RunAsync(reported, await cases.ReportersAsync(community.Id, happened.CaseId, cancel), envelope.At, cancel);
    }

    public async Task HandleAsync(VerdictUndone happened, Envelope envelope, CancellationToken cancel)
    {
        if (happened.Kind is VerdictKind.Keep or VerdictKind.Handled or VerdictKind.Uphold
            || await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Standing, $"verdict-undone:{happened.VerdictId}", new Thing("case", happened.CaseId),
                happened.About.Kind == "member" ? "What moderators of {0} took down of your profile is there again"
                    : "A decision about a post of yours in {0} was taken back", [community.Name], PathOf(happened.CaseId)),
            [happened.AuthorId], envelope.At, cancel);
    }

    public async Task HandleAsync(MemberSanctioned happened, Envelope envelope, CancellationToken cancel)
    {
        var text = happened.Kind switch
        {
            SanctionKind.Warned => "A moderator of {0} has warned you",
            SanctionKind.Slowed => "In {0} you can post every {1} minutes for now",
            _ => null,
        };
        if (text is null || await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Standing, $"sanction:{happened.SanctionId}", new Thing("case", happened.CaseId), text,
                [community.Name, happened.EveryMinutes.ToString(CultureInfo.InvariantCulture)], PathOf(happened.CaseId)),
            [happened.MemberId], envelope.At, cancel);
    }

    private static string PathOf(long caseId) => $"/account/decisions/{caseId}";
}
