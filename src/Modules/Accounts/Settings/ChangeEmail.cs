using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Settings;

/// <summary>Another address to sign in with. An address that is taken counts as a guess at it, as when registering.</summary>
internal sealed class ChangeEmail(CurrentAccount current, UserManager<Account> accounts, AttemptLimits limits)
{
    public async Task RunAsync(string? email, string? password, CancellationToken cancel)
    {
        var wanted = MemberFields.Email(email);
        var account = await current.ProveAsync(password, cancel);
        var guess = await limits.GuessAsync(wanted, cancel);
        account.Email = wanted;
        account.UserName = wanted;
        try
        {
            if (!(await accounts.UpdateAsync(account)).Succeeded)
                throw Taken();
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            throw Taken();
        }
        await limits.ForgiveAsync(guess, cancel);
    }

    private static Refused Taken() => Refused.AtField("email", "email_taken", "This e-mail address cannot be used.");
}
