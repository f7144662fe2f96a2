using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Mails;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Registration;

/// <summary>
/// A visitor registers and is signed in. Being signed in tells that the address was free, so without mail the answer cannot
/// hide whether an account exists: instead an address that is taken counts as a guess at that account, thirty an hour.
/// </summary>
internal sealed class OpenAccount(
    AppDb db, RegisterMember register, IMembers members, AttemptLimits limits, AccountMails mails, ISetup setup)
{
    public async Task<long> RunAsync(NewMember wanted, CancellationToken cancel)
    {
        // The first account is the owner's, by the link that the program prints.
        if (!await setup.IsOpenAsync(cancel))
            throw new Refused("not_set_up", 409, "This site has not been set up yet. Nobody can register before its owner.");
        await limits.RegisterAsync(cancel);
        var guess = await limits.GuessAsync(wanted.Email, cancel);
        long memberId;
        try
        {
            memberId = await register.RunAsync(wanted with { Owner = false }, cancel);
        }
        catch (Refused refused) when (refused.Code != "email_taken")
        {
            await limits.ForgiveAsync(guess, cancel);
            throw;
        }
        await limits.ForgiveAsync(guess, cancel);
        await members.SignInAsync(memberId, cancel);
        if (await mails.IsOnAsync(cancel))
        {
            mails.Confirmation(await db.Set<Account>().Include(a => a.Member).SingleAsync(a => a.MemberId == memberId, cancel));
            await db.SaveChangesAsync(cancel);
        }
        return memberId;
    }
}
