using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Profiles;

/// <summary>The picture across the top of a member's page. Without one, each community draws its own.</summary>
internal sealed class ChangeCover(AppDb db, CurrentMember member, IFiles files, TakingDown.ClosedParts closed)
{
    /// <summary>Of the thing that owns the file: a member has it beside their face.</summary>
    public const string Kind = "member-cover";

    /// <param name="content"><c>null</c> where no file was chosen.</param>
    /// <exception cref="Refused">422 at the field "picture": missing, no picture, damaged or too large; the quota is reached.</exception>
    public async Task<string> RunAsync(Stream? content, CancellationToken cancel)
    {
        var me = member.RequireId();
        await closed.RequireOpenAsync(me, Kernel.Contracts.Moderation.ProfilePart.Cover, "picture", cancel);
        // What the file was called is nobody else's business.
        var file = await files.KeepPictureAsync(new IncomingFile(0, content ?? Stream.Null, "cover", me), PictureShape.AsIs, cancel);
        await SaveAsync(me, file, cancel);
        return file.Path;
    }

    public Task RemoveAsync(CancellationToken cancel) => SaveAsync(member.RequireId(), null, cancel);

    private async Task SaveAsync(long me, KeptFile? file, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        var profile = await db.Set<MemberProfile>().SingleOrDefaultAsync(p => p.MemberId == me, cancel);
        if (profile is null)
            db.Add(profile = MemberProfile.Of(me));
        await files.ReplaceAsync(new Thing(Kind, me), 0, file?.Id, cancel);
        profile.CoverWith(file?.Path);
        db.Publish(() => new ProfileChanged(me));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Covers are open to whom the page is: everyone where its member agrees, else they alone.</summary>
internal sealed class MemberCovers(AppDb db) : IFileOwner
{
    public IReadOnlyList<string> Kinds => [ChangeCover.Kind];

    public async Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default)
    {
        var ids = things.Select(t => t.Id).ToList();
        var shown = await db.Set<MemberProfile>().Where(p => ids.Contains(p.MemberId) && p.IsShown).Select(p => p.MemberId)
            .ToHashSetAsync(cancel);
        return things.ToDictionary(t => t, t => shown.Contains(t.Id) ? FileAudience.Everyone
            : t.Id == viewer.MemberId ? FileAudience.Viewer : FileAudience.Nobody);
    }
}
