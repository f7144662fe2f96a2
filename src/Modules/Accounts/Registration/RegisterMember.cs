using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Registration;

/// <summary>Makes a member with an account.</summary>
internal sealed class RegisterMember(AppDb db, UserManager<Account> accounts, IPasswordHasher<Account> passwords, TimeProvider time)
{
    public async Task<long> RunAsync(NewMember wanted, CancellationToken cancel)
    {
        var name = MemberFields.Name(wanted.Name);
        var email = MemberFields.Email(wanted.Email);
        if (wanted.Password is not null)
            PasswordRules.Check(wanted.Password, name, email);
        var member = Member.Create(name, MemberFields.Language(wanted.Language), MemberFields.TimeZone(wanted.TimeZone), wanted.Owner,
            time.GetUtcNow().UtcDateTime);
        var account = Account.Create(member, email);
        // Before the transaction: this takes a tenth of a second, and on SQLite all other writers would wait for it.
        if (wanted.Password is { } password)
            account.PasswordHash = passwords.HashPassword(account, password);

        if (db.Database.CurrentTransaction is not null)
        {
            await SaveAsync(account, cancel);
            return member.Id;
        }
        await using var transaction = await db.BeginWriteAsync(cancel);
        await SaveAsync(account, cancel);
        await transaction.CommitAsync(cancel);
        return member.Id;
    }

    /// <summary>All that is wrong with what was typed; whether the address is free is not looked at.</summary>
    public static IReadOnlyList<Refused> Faults(NewMember wanted) => Refused.AllOf(
        () => MemberFields.Name(wanted.Name),
        () => MemberFields.Email(wanted.Email),
        () => { if (wanted.Password is not null) PasswordRules.Check(wanted.Password, wanted.Name.Trim(), wanted.Email.Trim()); },
        () => MemberFields.Language(wanted.Language),
        () => MemberFields.TimeZone(wanted.TimeZone));

    /// <summary>The same, and whether the address is taken.</summary>
    public async Task<IReadOnlyList<Refused>> FaultsAsync(NewMember wanted)
    {
        var faults = Faults(wanted);
        return faults.All(f => f.Field != "email") && await accounts.FindByEmailAsync(MemberFields.Email(wanted.Email)) is not null
            ? [.. faults, Taken()] : faults;
    }

    private async Task SaveAsync(Account account, CancellationToken cancel)
    {
        try
        {
            if (!(await accounts.CreateAsync(account)).Succeeded)
                throw Taken();
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            // Two at once: the unique index let one through.
            var member = account.Member;
            db.Entry(account).State = EntityState.Detached;
            db.Entry(member).State = EntityState.Detached;
            throw Taken();
        }
        db.Publish(() => new MemberRegistered(account.MemberId));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Without mail there is no other way to say so; how often one may ask is limited (see <see cref="OpenAccount"/>).</summary>
    private static Refused Taken() =>
        Refused.AtField("email", "email_taken", "This email address can't be used for a new account. If it is yours, sign in.");
}
