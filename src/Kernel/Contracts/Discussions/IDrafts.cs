namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>
/// What whoever acts now has begun to write, for them alone. Composers keep it by themselves at
/// <c>/api/communities/{community}/drafts/{place}</c>; pages of other modules read it here and let it go.
/// </summary>
public interface IDrafts
{
    /// <summary>What was begun in one place.</summary>
    /// <param name="place">At most 80 small letters, digits and hyphens, beginning with the module's own word: "chat-12".</param>
    /// <returns>Markdown; <c>null</c> where nothing was begun, and for visitors.</returns>
    Task<string?> FindAsync(string place, CancellationToken cancel = default);

    /// <summary>
    /// Lets go what became of it, as far as it is how the posted text begins: what was begun after it stays. In a transaction of its own.
    /// </summary>
    /// <param name="posted">Markdown.</param>
    Task PostedAsync(string place, string? posted, CancellationToken cancel = default);
}
