using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

/// <summary>
/// Whom an operator may name. Numbers run through the whole installation and addresses can be guessed, so both mean only people
/// with a grant in this community; anybody else is nobody, registered or not. Owners of the installation know everyone.
/// </summary>
internal sealed class PeopleHere(AppDb db, IMembers members, IAccess access, CurrentMember current, TimeProvider time)
{
    /// <returns><c>null</c> alike for who is not there and for who is not here.</returns>
    public async Task<MemberInfo?> FindAsync(string emailOrId, CancellationToken cancel = default) =>
        await members.FindAsync(emailOrId, cancel) is { } found && await MayNameAsync(found.Id, cancel) ? found : null;

    public async Task<bool> MayNameAsync(long memberId, CancellationToken cancel = default) =>
        await db.Set<Grant>().AnyAsync(g => g.MemberId == memberId, cancel)
        || (await OwnsInstallationAsync(cancel) && await db.Members.AnyAsync(m => m.Id == memberId, cancel));

    /// <summary>Whom a gift may reach: an owner of the community may also guess at addresses, as often as somebody who signs in.</summary>
    /// <exception cref="Refused">422 at <c>member</c>, 429.</exception>
    public async Task<MemberInfo> ReceiverAsync(string emailOrId, CancellationToken cancel = default)
    {
        if (await FindAsync(emailOrId, cancel) is { } known)
            return known;
        if (!emailOrId.Contains('@') || !await MayInviteAsync(cancel))
            throw Refused.AtField("member", "member_unknown", "No one in this community matches {0}. An owner can gift a membership to someone who has not joined, by email address.", emailOrId);
        return await members.GuessAsync(emailOrId, cancel) ?? throw Refused.AtField("member", "member_unknown", "No one has registered with {0}.", emailOrId);
    }

    /// <summary>
    /// Empty, unless the member came to this community by themselves: who was brought here gave their address to somebody else.
    /// </summary>
    public async Task<string> EmailOfAsync(MemberInfo member, CancellationToken cancel = default)
    {
        var grants = db.Set<Grant>().Where(g => g.MemberId == member.Id);
        // A gift of a paid tier lets its receiver join in the same save: that is not their own joining.
        var cameThemselves = await grants.AnyAsync(g => g.SourceKind == "order" || g.SourceKind == "order_line"
            || (g.SourceKind == "join" && !grants.Any(gift => gift.SourceKind == Gift.Kind && gift.CreatedAt == g.CreatedAt)), cancel);
        return cameThemselves || await OwnsInstallationAsync(cancel) ? member.Email : "";
    }

    private async Task<bool> MayInviteAsync(CancellationToken cancel) =>
        (await access.HoldingsAsync(current.Viewer, db.CommunityId, time.GetUtcNow().UtcDateTime, cancel)).Permissions.Contains(
            Permissions.ManageCommunity);

    private async Task<bool> OwnsInstallationAsync(CancellationToken cancel) =>
        current.Id is { } id && await db.Members.AnyAsync(m => m.Id == id && m.IsOwner, cancel);
}
