namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>Says in members' place what they say about themselves, where they have said nothing: the demo brings people.</summary>
public interface IBroughtProfiles
{
    /// <summary>
    /// Handle, bio and picture, and that everyone may see the page. Whoever has a handle stays as they are, and so does everything where
    /// the handle is taken.
    /// </summary>
    Task BringAsync(long memberId, BroughtProfile profile, CancellationToken cancel = default);

    /// <summary>Whoever acts now ignores another.</summary>
    /// <exception cref="Http.Refused">401: nobody acts; 404: nobody is that member.</exception>
    Task IgnoreAsync(long other, CancellationToken cancel = default);
}

/// <summary>What somebody says about themselves.</summary>
/// <param name="Bio">Markdown.</param>
/// <param name="IsListed">Whether they stand on the wall of their communities.</param>
/// <param name="Face">Bytes of a picture; <c>null</c> for the initials.</param>
public sealed record BroughtProfile(string Handle, string Bio, bool IsListed, byte[]? Face);
