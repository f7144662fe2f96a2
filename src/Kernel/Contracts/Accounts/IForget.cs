using System.ComponentModel;

namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>
/// What a module does when a member deletes their account, beyond what it says of its tables (<see cref="Forgotten"/>): words, names and
/// files that no key of a row tells of. All of it may run twice.
/// </summary>
public interface IForget
{
    /// <summary>What a member should know before they go, or what keeps them from going.</summary>
    Task<IReadOnlyList<LeavingNote>> NotesAsync(long memberId, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<LeavingNote>>([]);

    /// <summary>Ends at once, when the member asks, what would reach them or let somebody in. In the caller's transaction.</summary>
    Task EndAsync(long memberId, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>In one community, which was entered. It saves.</summary>
    Task ForgetInAsync(ForgottenMember member, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>Outside of communities, after all of them. It saves.</summary>
    Task ForgetAsync(ForgottenMember member, CancellationToken cancel = default) => Task.CompletedTask;
}

/// <summary>Somebody whose account is being deleted.</summary>
/// <param name="Name">As it was.</param>
/// <param name="Email">Empty where the account is gone already.</param>
/// <param name="TakesPosts">Whether the words go that they wrote; else they stay, without the name.</param>
public sealed record ForgottenMember(long Id, string Name, string Email, bool TakesPosts)
{
    /// <summary>Whether texts are searched for the name: shorter ones stand in too many words to be looked for as a name.</summary>
    public bool HasTellingName => Name.Length > 2 || Name.Any(c => c > 0x2E80);
}

/// <summary>Said to a member before they go.</summary>
/// <param name="Text">A text key with places for <paramref name="Arguments"/>.</param>
/// <param name="Forbids">Whether they cannot go while it is so.</param>
public sealed record LeavingNote([Localizable(true)] string Text, IReadOnlyList<object> Arguments, bool Forbids = false);
