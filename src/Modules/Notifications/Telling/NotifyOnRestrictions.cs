using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Telling;

/// <summary>
/// A member hears what operators decide about them; operators hear of the member's answer: those of the community, or the owners of the
/// installation where the restriction holds everywhere.
/// </summary>
internal sealed class NotifyOnRestrictions(AppDb db, TellMembers tell, ICommunities communities, IRoleHolders holders)
    : IHandle<MemberRestricted>, IHandle<RestrictionLifted>, IHandle<RestrictionAnswered>, IHandle<RestrictionReplied>
{
    private const string Page = "/account/restrictions";

    public Task HandleAsync(MemberRestricted happened, Envelope envelope, CancellationToken cancel) => ToMemberAsync(
        happened.CommunityId, happened.MemberId, $"restricted:{happened.RestrictionId}",
        happened.Kind switch
        {
            RestrictionKind.Silenced => "You can read in {0}, but no longer post",
            RestrictionKind.Suspended => "You were suspended in {0}",
            _ => "You were banned in {0}",
        },
        happened.Kind switch
        {
            RestrictionKind.Silenced => "You can read here, but no longer post",
            RestrictionKind.Suspended => "You were suspended in every community here",
            _ => "You were banned in every community here",
        }, envelope, cancel);

    public Task HandleAsync(RestrictionLifted happened, Envelope envelope, CancellationToken cancel) => ToMemberAsync(
        happened.CommunityId, happened.MemberId, $"restriction-lifted:{happened.RestrictionId}",
        "A restriction of yours in {0} was lifted", "A restriction of yours was lifted", envelope, cancel);

    public Task HandleAsync(RestrictionReplied happened, Envelope envelope, CancellationToken cancel) => ToMemberAsync(
        happened.CommunityId, happened.MemberId, $"restriction-reply:{happened.AnswerId}",
        "The operators of {0} replied to your appeal", "The operators replied to your appeal", envelope, cancel);

    public async Task HandleAsync(RestrictionAnswered happened, Envelope envelope, CancellationToken cancel)
    {
        var everywhere = happened.CommunityId == 0;
        var community = everywhere ? (await communities.ListAsync(cancel)).FirstOrDefault()
            : await communities.FindAsync(happened.CommunityId, cancel);
        if (community is null)
            return;
        var operators = everywhere ? await db.Members.Where(m => m.IsOwner).Select(m => m.Id).ToListAsync(cancel)
            : await holders.WithPermissionAsync(community.Id, OperatorMatter.Answers.Permission, envelope.At, cancel);
        var name = await db.Members.Where(m => m.Id == happened.MemberId).Select(m => m.Name).SingleAsync(cancel);
        await tell.RunAsync(
            new Notice(
                happened.CommunityId, NotificationKinds.Operator, $"restriction-answer:{happened.AnswerId}",
                new Thing(OperatorMatter.Answers.ThingKind, happened.AnswerId), "{0} appealed a restriction", [name],
                $"/c/{community.Slug}/manage/members/{happened.MemberId}/restrictions"),
            [.. operators.Where(o => o != happened.MemberId)], envelope.At, cancel);
    }

    private async Task ToMemberAsync(
        long communityId, long memberId, string key, string text, string everywhere, Envelope envelope, CancellationToken cancel)
    {
        var community = communityId == 0 ? null : await communities.FindAsync(communityId, cancel);
        var notice = community is null
            ? new Notice(communityId, NotificationKinds.Standing, key, new Thing("member", memberId), everywhere, [], Page)
            : new Notice(communityId, NotificationKinds.Standing, key, new Thing("member", memberId), text, [community.Name], Page);
        await tell.RunAsync(notice, [memberId], envelope.At, cancel);
    }
}
