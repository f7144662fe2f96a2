namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>
/// What whoever acts now has begun to write, in the community that was entered. A composer keeps it by <c>PUT</c> to
/// <c>/api/communities/{community}/drafts/{place}</c>.
/// </summary>
public interface IDrafts
{
    /// <summary>What was begun in one place.</summary>
    /// <param name="place">Names where it will stand; at most 80 small letters, digits and hyphens.</param>
    /// <returns>Markdown; <c>null</c> where nothing was begun.</returns>
    Task<string?> TextOfAsync(string place, CancellationToken cancel = default);

    /// <summary>What was posted is no draft any more. In a transaction of its own.</summary>
    Task DropAsync(string place, CancellationToken cancel = default);
}
