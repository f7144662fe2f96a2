using System.Globalization;
using System.Security.Claims;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.SignIn;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Guildhall.Accounts.Mails;

/// <summary>Signs in by a mailed link. It stands for the password: who has a second step still takes it.</summary>
internal sealed class SignInWithLink(AppDb db, MailedLinks links, SignInManager<Account> signIn)
{
    /// <returns>The member's name; <c>null</c> when the link does not work (any more).</returns>
    public async Task<string?> NameAsync(string secret, CancellationToken cancel) =>
        (await links.FindAsync(secret, LinkPurpose.SignIn, cancel))?.Member.Name;

    public async Task<SignInStep> RunAsync(string secret, CancellationToken cancel)
    {
        var account = await links.UseAsync(secret, LinkPurpose.SignIn, cancel);
        await ConfirmEmail.ConfirmedAsync(db, account.Id, account.Email!, cancel);
        if (account.TwoFactorEnabled)
        {
            await BeginSecondStepAsync(account);
            return SignInStep.CodeNeeded;
        }
        await signIn.SignInAsync(account, isPersistent: true);
        return SignInStep.Done;
    }

    /// <summary>As Identity's own sign-in with a password leaves it for the page of the code: the account's id as the name.</summary>
    private Task BeginSecondStepAsync(Account account)
    {
        var identity = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, account.Id.ToString(CultureInfo.InvariantCulture)));
        return signIn.Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }
}
