using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Devices;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts.Attempts;

/// <summary>
/// Limits guesses at the sign-in of one account from many addresses. A device that signed in to the account before counts by itself, so
/// nobody who guesses elsewhere keeps its owner out there. All other devices share one allowance, and behind it one growing wait.
/// </summary>
internal sealed class SignInLimits(AttemptLimits limits, KnownDevices devices, IOptions<AccountsOptions> options)
{
    /// <param name="memberId">Whose address it is; <c>null</c> when it is nobody's, which is limited alike.</param>
    public async Task<IReadOnlyList<long>> PasswordAsync(string email, long? memberId, CancellationToken cancel)
    {
        if (memberId is not { } member)
            return await limits.SpendAsync(OfStrangers(email), null, cancel);
        return await devices.FindAsync(member, cancel) is { } device
            ? await limits.SpendAsync([($"guess {device} {member}", options.Value.Guesses)], null, cancel)
            : await limits.SpendAsync(OfStrangers(email), new AttackWatch(member, PasswordKnown: false), cancel);
    }

    public async Task<IReadOnlyList<long>> CodeAsync(Account account, CancellationToken cancel) =>
        await devices.FindAsync(account.MemberId, cancel) is { } device
            ? await limits.SpendAsync([($"code {device} {account.Id}", options.Value.Codes)], null, cancel)
            : await limits.SpendAsync(
                [($"code {account.Id}", options.Value.Codes), ($"code of strangers {account.Id}", options.Value.CodesOfStrangers)],
                new AttackWatch(account.MemberId, PasswordKnown: true), cancel);

    private (string, Limit)[] OfStrangers(string email) =>
        [.. limits.ByAddress(email), ($"guess of strangers {email.Trim().ToUpperInvariant()}", options.Value.GuessesOfStrangers)];
}
