using System.Buffers.Text;
using System.Globalization;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Devices;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Settings;

/// <summary>
/// A link that lets its holder set a password: for whom the operator made an account, or who forgot theirs. It dies after an
/// hour, at its use, and at every other change of the credentials, because Identity binds it to the account's security stamp.
/// Whoever needs one may have lost the account to somebody: passkeys and API tokens end with the sessions.
/// </summary>
internal sealed class SetPassword(AppDb db, UserManager<Account> accounts, LockOut lockOut, KnownDevices devices)
{
    public async Task<string> NewLinkPathAsync(long memberId, CancellationToken cancel)
    {
        var account = await db.Set<Account>().SingleOrDefaultAsync(a => a.MemberId == memberId, cancel) ?? throw Refused.NotFound();
        var code = await accounts.GeneratePasswordResetTokenAsync(account);
        return $"/password/{account.Id.ToString(CultureInfo.InvariantCulture)}/{Base64Url.EncodeToString(Convert.FromBase64String(code))}";
    }

    public async Task<bool> IsGoodAsync(string account, string code, CancellationToken cancel) =>
        await FindAsync(account, code, cancel) is not null;

    public async Task RunAsync(string account, string code, string? password, CancellationToken cancel)
    {
        var found = await FindAsync(account, code, cancel) ?? throw new Refused("link_dead", 422, "This link no longer works. Request a new one.");
        PasswordRules.Check(password, found.Member.Name, found.Email!);
        found.PasswordHash = accounts.PasswordHasher.HashPassword(found, password!);
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Of two uses at once the second finds another concurrency stamp, and the link dead.
        if (!(await accounts.UpdateSecurityStampAsync(found)).Succeeded)
            throw new Refused("link_dead", 422, "This link no longer works. Request a new one.");
        await lockOut.RunAsync(found, keys: true, cancel);
        // Whoever holds the link signs in next, and must not wait behind those who guess.
        await devices.RememberAsync(found.MemberId, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<Account?> FindAsync(string account, string code, CancellationToken cancel)
    {
        if (!long.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !Base64Url.IsValid(code))
            return null;
        var found = await db.Set<Account>().Include(a => a.Member).SingleOrDefaultAsync(a => a.Id == id, cancel);
        var token = Convert.ToBase64String(Base64Url.DecodeFromChars(code));
        return found is not null
            && await accounts.VerifyUserTokenAsync(found, accounts.Options.Tokens.PasswordResetTokenProvider,
                UserManager<Account>.ResetPasswordTokenPurpose, token)
            ? found
            : null;
    }
}
