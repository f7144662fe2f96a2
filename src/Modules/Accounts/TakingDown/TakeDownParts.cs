using Guildhall.Accounts.Profiles;
using Guildhall.Accounts.Sessions;
using Guildhall.Accounts.Settings;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.TakingDown;

/// <summary>
/// Takes parts of a profile down and puts them back. A picture goes from the member to the row that keeps it, so that its address answers
/// nobody but those who decide. In the caller's transaction where there is one.
/// </summary>
internal sealed class TakeDownParts(
    AppDb db, IFiles files, ShortMemory<SessionFacts> sessions, ShortMemory<TokenFacts> tokens, TimeProvider time)
{
    public async Task<IReadOnlyList<ProfilePart>> TakeAsync(
        long memberId, PartsToTakeDown wanted, CancellationToken cancel)
    {
        var (member, profile) = await FindAsync(memberId, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var taken = new List<ProfilePart>();
        foreach (var part in wanted.Parts.Distinct().Order())
        {
            if (ContentOf(part, member.Face, profile) is not { Length: > 0 } content)
                continue;
            var row = TakenDownPart.Of(memberId, part, content, part == ProfilePart.Bio ? profile!.BioHtml : "", wanted, now);
            db.Add(row);
            await db.SaveChangesAsync(cancel);
            if (OwnerOf(part, memberId) is { } owner)
                await files.HandOverAsync(owner, row.Thing, 0, cancel);
            Set(part, member, profile, null, "");
            taken.Add(part);
        }
        await SaveAsync(memberId, taken, wanted.By, cancel);
        return taken;
    }

    public async Task<bool> PutBackAsync(long memberId, long caseId, long by, CancellationToken cancel)
    {
        var rows = await db.Set<TakenDownPart>().Where(p => p.MemberId == memberId && p.CaseId == caseId && p.PutBackAt == null)
            .OrderBy(p => p.Id).ToListAsync(cancel);
        if (rows.Count == 0)
            return false;
        var (member, profile) = await FindAsync(memberId, cancel);
        var back = new List<ProfilePart>();
        foreach (var row in rows)
        {
            row.PutBack(time.GetUtcNow().UtcDateTime);
            var hasAnother = ContentOf(row.Part, member.Face, profile).Length > 0;
            // Whoever was forgotten meanwhile has nothing that could be put back.
            var isGone = member.ForgottenAt is not null || (row.Part != ProfilePart.Face && profile is null);
            if (OwnerOf(row.Part, memberId) is { } owner
                && (hasAnother || isGone || !await files.HandOverAsync(row.Thing, owner, 0, cancel)))
            {
                await files.ReplaceAsync(row.Thing, 0, null, cancel);
                continue;
            }
            if (hasAnother || isGone)
                continue;
            Set(row.Part, member, profile, row.Content, row.Html);
            back.Add(row.Part);
        }
        await SaveAsync(memberId, back, by, cancel);
        return true;
    }

    /// <summary>Empty where there is none.</summary>
    public static string ContentOf(ProfilePart part, string? face, MemberProfile? profile) => part switch
    {
        ProfilePart.Face => face,
        ProfilePart.Cover => profile?.Cover,
        ProfilePart.Bio => profile?.Bio,
        _ => profile?.Links,
    } ?? "";

    private static Thing? OwnerOf(ProfilePart part, long memberId) => part switch
    {
        ProfilePart.Face => new Thing(ChangeFace.Kind, memberId),
        ProfilePart.Cover => new Thing(ChangeCover.Kind, memberId),
        _ => null,
    };

    private static void Set(ProfilePart part, Member member, MemberProfile? profile, string? content, string html)
    {
        switch (part)
        {
            case ProfilePart.Face:
                member.Show(content);
                break;
            case ProfilePart.Cover:
                profile!.CoverWith(content);
                break;
            case ProfilePart.Bio:
                profile!.Say(content ?? "", html);
                break;
            default:
                profile!.Link(content?.Split('\n') ?? []);
                break;
        }
    }

    private async Task<(Member Member, MemberProfile? Profile)> FindAsync(long memberId, CancellationToken cancel)
    {
        // Of a member who sets another at this moment one comes after the other.
        if (db.IsInTransaction)
            await db.LockAsync(LockOn.Member, memberId, cancel);
        return (await db.Members.SingleAsync(m => m.Id == memberId, cancel),
            await db.Set<MemberProfile>().SingleOrDefaultAsync(p => p.MemberId == memberId, cancel));
    }

    private async Task SaveAsync(long memberId, List<ProfilePart> changed, long by, CancellationToken cancel)
    {
        if (changed.Contains(ProfilePart.Face))
            db.Publish(() => new AppearanceChanged(memberId, by));
        if (changed.Exists(p => p != ProfilePart.Face))
            db.Publish(() => new ProfileChanged(memberId, by));
        await db.SaveChangesAsync(cancel);
        db.AfterCommit(() =>
        {
            sessions.Forget(s => s.Member.Id == memberId);
            tokens.Forget(t => t.Member.Id == memberId);
        });
    }
}
