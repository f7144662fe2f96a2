using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Things;

/// <summary>
/// What search finds. A module puts its things in inside the transaction that changes them; who finds them is the gate's answer, which is
/// asked again for every hit.
/// </summary>
public interface ISearchIndex
{
    /// <summary>Puts a thing in, or in its new form. Call it inside the transaction, after the save.</summary>
    Task PutAsync(SearchableThing thing, CancellationToken cancel = default);

    /// <summary>Takes a thing out; one that is not in changes nothing. Call it inside the transaction.</summary>
    Task RemoveAsync(Thing thing, CancellationToken cancel = default);
}

/// <summary>A thing as search shall know it.</summary>
/// <param name="Thing">Of a kind that search has a number for.</param>
/// <param name="Free">Plain text that everyone finds who may know of it.</param>
/// <param name="Whole">Plain text of all of it.</param>
/// <param name="ToKnow">What finding its title and <paramref name="Free"/> asks.</param>
/// <param name="ToRead">What finding <paramref name="Whole"/> asks.</param>
/// <param name="At">UTC: the newer comes first.</param>
public sealed record SearchableThing(
    long CommunityId, Thing Thing, string Title, string Free, string Whole, Requirement ToKnow, Requirement ToRead, long? AuthorId,
    DateTime At)
{
    /// <summary>That it was made in this transaction and cannot be in yet: nothing has to be looked for.</summary>
    public bool IsNew { get; init; }
}
