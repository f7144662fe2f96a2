using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;

namespace Guildhall.Accounts.SignIn;

internal enum SignInStep { Done, CodeNeeded }

/// <summary>E-mail and password. An unknown address gets the same answer after the same work as a wrong password.</summary>
internal sealed class SignInWithPassword(
    UserManager<Account> accounts, SignInManager<Account> signIn, PasswordHashing passwords, SignInLimits signInLimits,
    AttemptLimits limits)
{
    public async Task<SignInStep> RunAsync(string? email, string? password, CancellationToken cancel)
    {
        email = (email ?? "").Trim();
        password ??= "";
        if (email.Length == 0)
            throw Refused.AtField("email", "email_missing", "Enter your email address.");
        if (password.Length == 0)
            throw Refused.AtField("password", "password_missing", "Enter your password.");

        var account = MemberFields.IsAddress(email) ? await accounts.FindByEmailAsync(email) : null;
        var guess = await signInLimits.PasswordAsync(email.Length > MemberFields.EmailLength ? "" : email, account?.MemberId, cancel);
        if (account?.PasswordHash is null)
        {
            passwords.VerifyNobody(password);
            throw Wrong();
        }
        var result = await signIn.PasswordSignInAsync(account, password, isPersistent: true, lockoutOnFailure: false);
        if (!result.Succeeded && !result.RequiresTwoFactor)
            throw Wrong();
        await limits.ForgiveAsync(guess, cancel);
        return result.RequiresTwoFactor ? SignInStep.CodeNeeded : SignInStep.Done;
    }

    private static Refused Wrong() => new("credentials_wrong", 422, "Wrong email address or password.");
}
