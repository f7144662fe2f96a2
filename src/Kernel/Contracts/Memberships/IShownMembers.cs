namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Members of a community who agree to be listed there: the wall, and search.</summary>
public interface IShownMembers
{
    /// <summary>Those whose name or handle holds the words, by how long they have an account; for everyone, visitors included.</summary>
    /// <param name="words">Any case; nothing is found by none.</param>
    /// <param name="after">The last one of the page before; <c>null</c> for the first.</param>
    Task<IReadOnlyList<long>> FindAsync(string words, long? after, int count, CancellationToken cancel = default);

    /// <summary>Paths of their pages in the community of the request, by how long they have an account.</summary>
    Task<IReadOnlyList<string>> PagesAsync(int count, CancellationToken cancel = default);
}
