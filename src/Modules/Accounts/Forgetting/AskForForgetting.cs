using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Mails;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Forgetting;

/// <summary>
/// A member wants their account deleted. Whatever they are signed in with ends at once; the rest goes after the grace, unless they sign in
/// again.
/// </summary>
internal sealed class AskForForgetting(
    AppDb db, CurrentAccount current, MailedLinks links, PreviewForgetting preview, IEnumerable<IForget> modules, LockOut lockOut,
    AccountMails mails, TimeProvider time)
{
    /// <param name="password">Whoever is signed in says it again.</param>
    /// <param name="takesPosts"><c>null</c>: they have not chosen.</param>
    /// <returns>When it is done, UTC.</returns>
    /// <exception cref="Refused">At the field; 409 while something keeps them from going.</exception>
    public async Task<DateTime> RunAsync(string? password, bool? takesPosts, CancellationToken cancel)
    {
        var takes = Chosen(takesPosts);
        return await BeginAsync(await current.ProveAsync(password, cancel), takes, cancel);
    }

    /// <summary>The same by a mailed link, for whom a password is not at hand.</summary>
    public async Task<DateTime> ByLinkAsync(string secret, bool? takesPosts, CancellationToken cancel)
    {
        var takes = Chosen(takesPosts);
        var account = await links.FindAsync(secret, LinkPurpose.Deletion, cancel) ?? throw MailedLinks.Dead();
        await RequireFreeAsync(account.MemberId, cancel);
        return await BeginAsync(await links.UseAsync(secret, LinkPurpose.Deletion, cancel), takes, cancel);
    }

    private async Task<DateTime> BeginAsync(Account account, bool takesPosts, CancellationToken cancel)
    {
        await RequireFreeAsync(account.MemberId, cancel);
        var wish = AccountDeletion.Of(account.MemberId, takesPosts, time.GetUtcNow().UtcDateTime);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, account.MemberId, cancel);
        await db.Set<AccountDeletion>().Where(d => d.MemberId == account.MemberId && d.BegunAt == null).ExecuteDeleteAsync(cancel);
        db.Add(wish);
        mails.DeletionAsked(account, wish.DueAt);
        await db.SaveChangesAsync(cancel);
        foreach (var module in modules)
            await module.EndAsync(account.MemberId, cancel);
        await lockOut.RunAsync(account, keys: true, cancel);
        await transaction.CommitAsync(cancel);
        return wish.DueAt;
    }

    private async Task RequireFreeAsync(long memberId, CancellationToken cancel)
    {
        if ((await preview.NotesAsync(memberId, cancel)).FirstOrDefault(n => n.Forbids) is { } hindrance)
            throw new Refused("cannot_leave", 409, hindrance.Text, [.. hindrance.Arguments]);
    }

    private static bool Chosen(bool? takesPosts) => takesPosts
        ?? throw Refused.AtField("posts", "posts_missing", "Choose what happens to what you wrote.");
}
