using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Mails;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Registration;

/// <summary>
/// Accounts of those who buy first. Whether an address is taken is looked at only when something is paid: until then one visitor's way is
/// like another's, so that nobody learns who has an account here by typing addresses.
/// </summary>
internal sealed class VisitorAccounts(
    AppDb db, UserManager<Account> accounts, AccountMails mails, IMembers members, AttemptLimits limits, TimeProvider time)
    : IVisitorAccounts
{
    public ValueTask<bool> IsOnAsync(CancellationToken cancel = default) => mails.IsOnAsync(cancel);

    public async Task<long> BeginAsync(
        string? name, string? email, string language, string timeZone, CancellationToken cancel = default)
    {
        if (!await mails.IsOnAsync(cancel))
            throw new Refused("mail_off", 409, "This site sends no email, so you need an account first. Create one to continue.");
        var (named, address) = (MemberFields.Name(name), MemberFields.Email(email));
        var member = Member.Create(named, MemberFields.Language(language), TimeZones.IsKnown(timeZone) ? timeZone : TimeZones.Utc,
            owner: false, time.GetUtcNow().UtcDateTime);
        await limits.RegisterAsync(cancel);
        await limits.MailAsync(address, cancel);
        db.Add(member);
        await db.SaveChangesAsync(cancel);
        return member.Id;
    }

    public Task<long?> HolderOfAsync(string email, CancellationToken cancel = default)
    {
        var normalized = accounts.NormalizeEmail(email);
        return db.Set<Account>().Where(a => a.NormalizedEmail == normalized).Select(a => (long?)a.MemberId).SingleOrDefaultAsync(cancel);
    }

    public async Task<bool> OpenAsync(long memberId, string email, CancellationToken cancel = default)
    {
        var normalized = accounts.NormalizeEmail(email);
        if (await db.Set<Account>().AnyAsync(a => a.NormalizedEmail == normalized || a.MemberId == memberId, cancel))
            return false;
        var account = Account.Create(await db.Members.SingleAsync(m => m.Id == memberId, cancel), email);
        // Two payments for one new address at once meet in the unique index: one is settled again, and finds the other's account.
        if (!(await accounts.CreateAsync(account)).Succeeded)
            return false;
        db.Publish(() => new MemberRegistered(memberId));
        mails.Welcome(account);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    public async Task<bool> EnterAsync(long memberId, CancellationToken cancel = default)
    {
        if (!await db.Set<Account>().AnyAsync(a => a.MemberId == memberId && a.PasswordHash == null && !a.EmailConfirmed, cancel))
            return false;
        await members.SignInAsync(memberId, cancel);
        return true;
    }

    public async Task RemoveAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel = default) => await db.WriteAsync(
        () => db.Members.Where(m => memberIds.Contains(m.Id) && !db.Set<Account>().Any(a => a.MemberId == m.Id))
            .ExecuteDeleteAsync(cancel), cancel);
}
