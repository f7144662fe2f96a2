using System.Security.Claims;
using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Accounts.SignIn;

/// <summary>A passkey asks for a finger, a face or a PIN by itself: it is both steps at once.</summary>
internal sealed class SignInWithPasskey(UserManager<Account> accounts, SignInManager<Account> signIn, AttemptLimits limits)
{
    /// <param name="credential">What <c>navigator.credentials.get()</c> answered, as JSON.</param>
    public async Task RunAsync(string? credential, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(credential))
            throw NotAccepted();
        var guess = await limits.GuessAsync("passkey", cancel);
        var answer = await AssertAsync(credential);
        if (answer is not { Succeeded: true })
            throw NotAccepted();
        // The counter that uncovers a copied key.
        await accounts.AddOrUpdatePasskeyAsync(answer.User, answer.Passkey);
        await signIn.SignInWithClaimsAsync(answer.User, isPersistent: true, [new Claim("amr", "hwk")]);
        await limits.ForgiveAsync(guess, cancel);
    }

    private async Task<PasskeyAssertionResult<Account>?> AssertAsync(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // No challenge was asked for by this browser, or ten minutes ago.
            return null;
        }
    }

    private static Refused NotAccepted() => new("passkey_refused", 422, "The passkey was not accepted. Try again, or sign in with your password.");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sign-in/passkey", async ([Microsoft.AspNetCore.Mvc.FromForm] IFormCollection _, SignInManager<Account> signIn) =>
                Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();
}
