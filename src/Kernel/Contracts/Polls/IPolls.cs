namespace Guildhall.Kernel.Contracts.Polls;

/// <summary>Makes polls for demos of other modules, who answer for what they bring: no gate is asked.</summary>
public interface IPolls
{
    /// <summary>
    /// Makes a poll of one choice, with its ballots, and saves. One of the same author, space and question is given instead.
    /// </summary>
    /// <returns>The line that shows it where it stands alone in a text.</returns>
    /// <exception cref="Http.Refused">404: no such community; 422: question or options cannot stand.</exception>
    Task<string> BringAsync(NewPoll poll, CancellationToken cancel = default);
}

/// <summary>A poll to be made.</summary>
/// <param name="SpaceId">Whose readers see it; <c>null</c> for all members.</param>
/// <param name="Votes">Numbers of options, from 1, by the member who chose them.</param>
/// <param name="At">UTC.</param>
public sealed record NewPoll(
    long CommunityId, long? SpaceId, long AuthorId, string Question, IReadOnlyList<string> Options, IReadOnlyDictionary<long, int> Votes,
    DateTime At);
