using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Ignoring;
using Guildhall.Accounts.Profiles;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Forgetting;

/// <summary>The face goes with its file, and the last owner of an installation stays.</summary>
internal sealed class ForgetAccount(AppDb db, IFiles files) : IForget
{
    public async Task<IReadOnlyList<LeavingNote>> NotesAsync(long memberId, CancellationToken cancel = default)
    {
        var isOwner = await db.Members.AnyAsync(m => m.Id == memberId && m.IsOwner, cancel);
        var others = isOwner && await db.Members.AnyAsync(m => m.Id != memberId && m.IsOwner
            && db.Set<Account>().Any(a => a.MemberId == m.Id) && !db.Set<AccountDeletion>().Any(d => d.MemberId == m.Id), cancel);
        return isOwner && !others
            ? [new LeavingNote("You are the last owner of this installation. Make someone else an owner first.", [], Forbids: true)] : [];
    }

    public async Task ForgetAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Nobody else's list may name who is gone.
        await db.Set<IgnoredMember>().Where(i => i.IgnoredId == member.Id).ExecuteDeleteAsync(cancel);
        foreach (var kind in new[] { ChangeFace.Kind, ChangeCover.Kind })
            await files.ReplaceAsync(new Thing(kind, member.Id), 0, null, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
