using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;

namespace Guildhall.Accounts.SignIn;

/// <summary>The second step, within ten minutes of the first: a code of the authenticator, or one of the recovery codes.</summary>
internal sealed class SignInWithCode(SignInManager<Account> signIn, SignInLimits signInLimits, AttemptLimits limits)
{
    public async Task RunAsync(string? code, CancellationToken cancel)
    {
        var account = await signIn.GetTwoFactorAuthenticationUserAsync()
            ?? throw new Refused("sign_in_again", 422, "That took too long. Sign in with your password again.");
        var written = TypedCode.Plain(code);
        if (written.Length == 0)
            throw Refused.AtField("code", "code_missing", "Enter the code.");

        var guess = await signInLimits.CodeAsync(account, cancel);
        var result = TypedCode.IsOfAuthenticator(written)
            ? await signIn.TwoFactorAuthenticatorSignInAsync(written, isPersistent: true, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(TypedCode.Recovery(written));
        if (!result.Succeeded)
            throw Refused.AtField("code", "code_wrong", "This code is wrong or already used. Wait for the next one.");
        await limits.ForgiveAsync(guess, cancel);
    }
}
