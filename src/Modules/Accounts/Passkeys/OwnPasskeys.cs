using System.Buffers.Text;
using System.Globalization;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Accounts.Passkeys;

/// <param name="Id">The credential's id, base64url.</param>
/// <param name="Synced">Whether its maker keeps a copy, so that losing the device does not lose it.</param>
internal sealed record PasskeyAnswer(string Id, string Name, DateTime CreatedAt, bool Synced);

/// <summary>The passkeys of who is signed in. Adding and removing one asks for the password, naming does not.</summary>
internal sealed class OwnPasskeys(CurrentAccount current, UserManager<Account> accounts, SignInManager<Account> signIn)
{
    public const int NameLength = 60;
    private const int Most = 20;

    public async Task<IReadOnlyList<PasskeyAnswer>> ListAsync(CancellationToken cancel)
    {
        var passkeys = await accounts.GetPasskeysAsync(await current.LoadAsync(cancel));
        return [.. passkeys.OrderByDescending(p => p.CreatedAt).Select(Answer)];
    }

    public async Task<PasskeyAnswer> GetAsync(string id, CancellationToken cancel) => Answer(await FindAsync(id, cancel));

    /// <param name="credential">What <c>navigator.credentials.create()</c> answered, as JSON.</param>
    public async Task AddAsync(string? name, string? password, string? credential, CancellationToken cancel)
    {
        var called = Named(name);
        var account = await current.ProveAsync(password, cancel);
        if ((await accounts.GetPasskeysAsync(account)).Count >= Most)
            throw new Refused("too_many_passkeys", 422, "You have {0} passkeys, which is the maximum. Remove one first.", Most);
        var attested = await AttestAsync(credential);
        // The challenge must have been made for this very account, not for another that was signed in here before.
        if (attested is not { Succeeded: true } || attested.UserEntity.Id != IdOf(account))
            throw new Refused("passkey_refused", 422, "The passkey was not accepted. Try again.");
        attested.Passkey.Name = called;
        Saved(await accounts.AddOrUpdatePasskeyAsync(account, attested.Passkey));
    }

    public async Task RenameAsync(string id, string? name, CancellationToken cancel)
    {
        var passkey = await FindAsync(id, cancel);
        passkey.Name = Named(name);
        Saved(await accounts.AddOrUpdatePasskeyAsync(await current.LoadAsync(cancel), passkey));
    }

    public async Task RemoveAsync(string id, string? password, CancellationToken cancel)
    {
        var passkey = await FindAsync(id, cancel);
        Saved(await accounts.RemovePasskeyAsync(await current.ProveAsync(password, cancel), passkey.CredentialId));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/account/passkeys/options", async ([Microsoft.AspNetCore.Mvc.FromForm] IFormCollection _, OwnPasskeys passkeys, CancellationToken cancel) =>
                Results.Content(await passkeys.OptionsAsync(cancel), "application/json; charset=utf-8"))
            .RequireAuthorization().ExcludeFromDescription();

    private async Task<string> OptionsAsync(CancellationToken cancel)
    {
        var account = await current.LoadAsync(cancel);
        return await signIn.MakePasskeyCreationOptionsAsync(
            new PasskeyUserEntity { Id = IdOf(account), Name = account.Email!, DisplayName = account.Member.Name });
    }

    private async Task<UserPasskeyInfo> FindAsync(string id, CancellationToken cancel)
    {
        if (!Base64Url.IsValid(id))
            throw Refused.NotFound();
        return await accounts.GetPasskeyAsync(await current.LoadAsync(cancel), Base64Url.DecodeFromChars(id)) ?? throw Refused.NotFound();
    }

    private async Task<PasskeyAttestationResult?> AttestAsync(string? credential)
    {
        if (string.IsNullOrEmpty(credential))
            return null;
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // No challenge was asked for by this browser, or ten minutes ago.
            return null;
        }
    }

    private static string Named(string? name)
    {
        name = (name ?? "").Trim();
        if (name.Length == 0)
            throw Refused.AtField("name", "name_missing", "Name the device it is on.");
        if (name.Length > NameLength)
            throw Refused.AtField("name", "name_too_long", "Use at most {0} characters.", NameLength);
        return MemberFields.Visible(name) ? name : throw Refused.AtField("name", "name_invalid", "This contains characters that can't be shown.");
    }

    private static PasskeyAnswer Answer(UserPasskeyInfo passkey) =>
        new(Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "", passkey.CreatedAt.UtcDateTime, passkey.IsBackedUp);

    private static string IdOf(Account account) => account.Id.ToString(CultureInfo.InvariantCulture);

    private static void Saved(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new Refused("changed_meanwhile", 409, "This was changed meanwhile in another window. Reload the page.");
    }
}
