using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;

namespace Guildhall.Accounts.TwoStep;

/// <summary>Turns the second step at sign-in on and off. Everything but the last look at a code asks for the password.</summary>
internal sealed class SecondStep(CurrentAccount current, UserManager<Account> accounts)
{
    private const int RecoveryCodes = 10;

    /// <summary>Makes a new key for the app to learn. It counts from <see cref="ConfirmAsync"/> on.</summary>
    public async Task BeginAsync(string? password, CancellationToken cancel)
    {
        var account = await current.ProveAsync(password, cancel);
        if (account.TwoFactorEnabled)
            throw new Refused("two_step_on", 409, "Two-step sign-in is on already.");
        Saved(await accounts.ResetAuthenticatorKeyAsync(account));
    }

    /// <returns>The recovery codes, shown this once.</returns>
    public async Task<IReadOnlyList<string>> ConfirmAsync(string? code, CancellationToken cancel)
    {
        var account = await current.LoadAsync(cancel);
        if (account.TwoFactorEnabled)
            throw new Refused("two_step_on", 409, "Two-step sign-in is on already.");
        var written = TypedCode.Plain(code);
        if (!await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, written))
            throw Refused.AtField("code", "code_wrong", "This code is wrong or already used. Wait for the next one.");
        Saved(await accounts.SetTwoFactorEnabledAsync(account, true));
        return await NewCodesAsync(account);
    }

    public async Task<IReadOnlyList<string>> ReplaceRecoveryCodesAsync(string? password, CancellationToken cancel)
    {
        var account = await current.ProveAsync(password, cancel);
        if (!account.TwoFactorEnabled)
            throw new Refused("two_step_off", 409, "Two-step sign-in is off.");
        return await NewCodesAsync(account);
    }

    public async Task TurnOffAsync(string? password, CancellationToken cancel)
    {
        var account = await current.ProveAsync(password, cancel);
        Saved(await accounts.SetTwoFactorEnabledAsync(account, false));
        // The old key is worth nothing any more, and a new start begins with a new one.
        Saved(await accounts.ResetAuthenticatorKeyAsync(account));
        Saved(await accounts.RemoveAuthenticationTokenAsync(account, "[AspNetUserStore]", "AuthenticatorKey"));
    }

    private async Task<IReadOnlyList<string>> NewCodesAsync(Account account) =>
        [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []];

    private static void Saved(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new Refused("changed_meanwhile", 409, "This was changed meanwhile in another window. Reload the page.");
    }
}
